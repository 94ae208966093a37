import type { JsonSchema } from '../json.ts';
import { describeType } from './describe-type.ts';
import { schemaOf } from './schema-of.ts';
import type { ArrayVariant, ObjectVariant, Variant } from './variant.ts';
import { variantsOf } from './variants-of.ts';

export type Assignability =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /** What does not fit, such as `string is not number`. */
      readonly why: string;
      /** Where inside the value, from its root; `*` stands for every element of a list. */
      readonly path: readonly (string | number)[];
    };

const fits: Assignability = { ok: true };
/** Types that nest deeper than this, or forever, are taken to fit. */
const maxDepth = 12;

/**
 * Whether every value of `actual` may stand where `expected` is asked for, as far as types can tell:
 * JSON types, literals, required and unknown properties, elements. Ranges, lengths and patterns are left to run time.
 * What is unknown fits everywhere.
 */
export function isAssignable(actual: JsonSchema, expected: JsonSchema): Assignability {
  return assignable(actual, expected, []);
}

type Path = readonly (string | number)[];

function assignable(actual: JsonSchema, expected: JsonSchema, path: Path): Assignability {
  if (actual === expected || path.length > maxDepth) return fits;
  const from = variantsOf(actual);
  const to = variantsOf(expected);
  if (from === undefined || to === undefined) return fits;
  for (const variant of from) {
    const result = variantFits(variant, to, path);
    if (!result.ok) return result;
  }
  return fits;
}

function variantFits(variant: Variant, to: readonly Variant[], path: Path): Assignability {
  const sameType = to.filter((candidate) => candidate.type === variant.type);
  let nearest: Assignability | undefined;
  for (const candidate of sameType) {
    const result = oneFits(variant, candidate, path);
    if (result.ok) return fits;
    nearest = nearest === undefined || nearest.ok ? result : nearest;
  }
  // With several shapes to choose from, "the first one does not fit" would mislead.
  if (nearest !== undefined && sameType.length === 1) return nearest;
  const why = `${describeType(schemaOf([variant]))} is not ${describeType(schemaOf(to))}`;
  return { ok: false, why, path };
}

function oneFits(variant: Variant, candidate: Variant, path: Path): Assignability {
  if (variant.type === 'object' && candidate.type === 'object') return objectFits(variant, candidate, path);
  if (variant.type === 'array' && candidate.type === 'array') return arrayFits(variant, candidate, path);
  if (variant.type === 'null' || candidate.type === 'null') return fits;
  if (variant.type === 'number' && candidate.type === 'number' && candidate.integer && !variant.integer) {
    if (!(variant.values?.every(Number.isInteger) ?? false)) return { ok: false, why: 'number is not integer', path };
  }
  return scalarFits(variant, candidate, path);
}

function scalarFits(variant: Variant, candidate: Variant, path: Path): Assignability {
  const allowed = valuesOf(candidate);
  if (allowed === undefined) return fits;
  const possible = valuesOf(variant);
  const stranger = possible?.find((value) => !allowed.includes(value));
  if (possible !== undefined && stranger === undefined) return fits;
  const what = stranger === undefined ? describeType(schemaOf([variant])) : JSON.stringify(stranger);
  return { ok: false, why: `${what} is not ${describeType(schemaOf([candidate]))}`, path };
}

function valuesOf(variant: Variant): readonly unknown[] | undefined {
  return 'values' in variant ? variant.values : undefined;
}

function arrayFits(actual: ArrayVariant, expected: ArrayVariant, path: Path): Assignability {
  const length = Math.max(actual.prefix.length, expected.prefix.length);
  for (let index = 0; index < length; index += 1) {
    const from = actual.prefix[index] ?? actual.items;
    const to = expected.prefix[index] ?? expected.items;
    const result = assignable(from, to, [...path, index]);
    if (!result.ok) return result;
  }
  return assignable(actual.items, expected.items, [...path, '*']);
}

function objectFits(actual: ObjectVariant, expected: ObjectVariant, path: Path): Assignability {
  for (const name of expected.required) {
    if (actual.required.has(name)) continue;
    if (!actual.properties.has(name) && actual.open) continue;
    const why = actual.properties.has(name) ? `"${name}" may be missing` : `"${name}" is missing`;
    return { ok: false, why, path: [...path, name] };
  }
  for (const [name, type] of actual.properties) {
    const wanted = expected.properties.get(name) ?? expected.additional;
    if (wanted === false && type !== false && !expected.open) {
      return { ok: false, why: `"${name}" is not allowed`, path: [...path, name] };
    }
    const result = assignable(type, wanted, [...path, name]);
    if (!result.ok) return result;
  }
  return fits;
}
