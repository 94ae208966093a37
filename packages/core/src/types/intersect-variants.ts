import type { JsonSchema } from '../json.ts';
import type { ArrayVariant, ObjectVariant, Variant } from './variant.ts';

/** What both allow; `undefined` where nothing is both. */
export function intersectVariants(left: Variant, right: Variant): Variant | undefined {
  if (left.type === 'null' && right.type === 'null') return left;
  if (left.type === 'boolean' && right.type === 'boolean') {
    const values = intersectValues(left.values, right.values);
    return values === undefined ? { type: 'boolean' } : values.length === 0 ? undefined : { type: 'boolean', values };
  }
  if (left.type === 'string' && right.type === 'string') {
    const values = intersectValues(left.values, right.values);
    return values === undefined ? { type: 'string' } : values.length === 0 ? undefined : { type: 'string', values };
  }
  if (left.type === 'number' && right.type === 'number') {
    const integer = left.integer || right.integer;
    const values = intersectValues(left.values, right.values)?.filter((value) => !integer || Number.isInteger(value));
    if (values === undefined) return { type: 'number', integer };
    return values.length === 0 ? undefined : { type: 'number', integer, values };
  }
  if (left.type === 'array' && right.type === 'array') return intersectArrays(left, right);
  if (left.type === 'object' && right.type === 'object') return intersectObjects(left, right);
  return undefined;
}

function intersectValues<T>(left: readonly T[] | undefined, right: readonly T[] | undefined): readonly T[] | undefined {
  if (left === undefined) return right;
  if (right === undefined) return left;
  return left.filter((value) => right.includes(value));
}

function intersectArrays(left: ArrayVariant, right: ArrayVariant): ArrayVariant {
  const length = Math.max(left.prefix.length, right.prefix.length);
  const prefix = Array.from({ length }, (_, index) =>
    both(left.prefix[index] ?? left.items, right.prefix[index] ?? right.items),
  );
  return { type: 'array', prefix, items: both(left.items, right.items) };
}

function intersectObjects(left: ObjectVariant, right: ObjectVariant): ObjectVariant {
  const properties = new Map<string, JsonSchema>();
  for (const name of new Set([...left.properties.keys(), ...right.properties.keys()])) {
    // A part of an `allOf` that does not name a property says nothing about it.
    properties.set(name, both(left.properties.get(name) ?? true, right.properties.get(name) ?? true));
  }
  return {
    type: 'object',
    properties,
    required: new Set([...left.required, ...right.required]),
    additional: both(left.additional, right.additional),
    open: left.open && right.open,
  };
}

function both(left: JsonSchema, right: JsonSchema): JsonSchema {
  if (left === true) return right;
  if (right === true) return left;
  if (left === false || right === false) return false;
  return { allOf: [left, right] };
}
