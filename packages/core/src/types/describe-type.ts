import type { JsonSchema } from '../json.ts';
import { elementOf } from './element-of.ts';
import { schemaOf } from './schema-of.ts';
import type { Variant } from './variant.ts';
import { variantsOf } from './variants-of.ts';

const maxListedValues = 8;

/** A type in a few words for messages, such as `string`, `list of number`, `"a" or "b" or null`. */
export function describeType(type: JsonSchema): string {
  return describe(type, 0);
}

function describe(type: JsonSchema, depth: number): string {
  const variants = variantsOf(type);
  if (variants === undefined) return 'anything';
  if (variants.length === 0) return 'nothing';
  return [...new Set(variants.map((variant) => describeVariant(variant, depth)))].join(' or ');
}

function describeVariant(variant: Variant, depth: number): string {
  switch (variant.type) {
    case 'null':
    case 'object':
      return variant.type;
    case 'array': {
      const element = elementOf(schemaOf([variant]));
      if (depth > 2 || element === undefined || element === true || element === false) return 'list';
      return `list of ${describe(element, depth + 1)}`;
    }
    default:
      if (variant.values !== undefined && variant.values.length <= maxListedValues) {
        return variant.values.map((value) => JSON.stringify(value)).join(' or ');
      }
      return variant.type === 'number' && variant.integer ? 'integer' : variant.type;
  }
}
