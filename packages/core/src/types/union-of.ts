import type { JsonSchema } from '../json.ts';
import { rooted } from './resolve-reference.ts';
import { schemaOf } from './schema-of.ts';
import { variantsOf } from './variants-of.ts';

/** A type that allows what any of `types` allows; `true` as soon as one is unknown. */
export function unionOf(types: readonly JsonSchema[]): JsonSchema {
  const known = types.filter((type) => type !== false);
  const [first, ...others] = known;
  if (first === undefined) return false;
  if (others.every((type) => type === first)) return first;
  if (known.some((type) => variantsOf(type) === undefined)) return true;
  return { anyOf: known.map(rooted) };
}

/** `type` with `null` added. */
export function orNull(type: JsonSchema): JsonSchema {
  return allowsNull(type) ? type : unionOf([type, { type: 'null' }]);
}

/** `type` without `null`; what is unknown stays unknown. */
export function withoutNull(type: JsonSchema): JsonSchema {
  const variants = variantsOf(type);
  if (variants === undefined || !variants.some((variant) => variant.type === 'null')) return type;
  return schemaOf(variants.filter((variant) => variant.type !== 'null'));
}

/** Whether `null` is known to be possible. */
export function allowsNull(type: JsonSchema): boolean {
  return variantsOf(type)?.some((variant) => variant.type === 'null') ?? false;
}
