import type { JsonSchema } from '../json.ts';
import { unionOf } from './union-of.ts';
import { variantsOf } from './variants-of.ts';

/** The type of a list's elements; `true` where it is unknown, `undefined` where `type` holds no list. */
export function elementOf(type: JsonSchema): JsonSchema | undefined {
  const variants = variantsOf(type);
  if (variants === undefined) return true;
  const lists = variants.filter((variant) => variant.type === 'array');
  if (lists.length === 0) return undefined;
  return unionOf(lists.flatMap((list) => [...list.prefix, list.items]));
}
