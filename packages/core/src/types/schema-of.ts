import type { JsonSchema } from '../json.ts';
import type { Variant } from './variant.ts';

/** A schema that allows just these variants: the way back from `variantsOf`. */
export function schemaOf(variants: readonly Variant[]): JsonSchema {
  const [only, ...others] = variants;
  if (only === undefined) return false;
  if (others.length === 0) return schemaOfVariant(only);
  return { anyOf: variants.map(schemaOfVariant) };
}

function schemaOfVariant(variant: Variant): JsonSchema {
  switch (variant.type) {
    case 'null':
      return { type: 'null' };
    case 'boolean':
    case 'string':
      return variant.values === undefined ? { type: variant.type } : { enum: variant.values };
    case 'number':
      if (variant.values !== undefined) return { enum: variant.values };
      return { type: variant.integer ? 'integer' : 'number' };
    case 'array':
      return {
        type: 'array',
        items: variant.items,
        ...(variant.prefix.length === 0 ? {} : { prefixItems: variant.prefix }),
      };
    case 'object':
      return {
        type: 'object',
        properties: Object.fromEntries(variant.properties),
        required: [...variant.required],
        ...(variant.additional === true && !variant.open ? {} : { additionalProperties: variant.additional }),
      };
  }
}
