import type { Json, JsonObject } from '@sluice/core';
import { excerpt } from './text-of.ts';

export interface EqualityRules {
  /** Whether the order of lists counts. */
  readonly ordered: boolean;
  /** Absolute, for numbers. */
  readonly tolerance: number;
}

/** Where two values first differ, as `/pointer: a is not b`; `undefined` when they are equal. */
export function jsonDifference(
  found: Json | undefined,
  wanted: Json | undefined,
  rules: EqualityRules,
): string | undefined {
  if (typeof found === 'number' && typeof wanted === 'number') {
    return Math.abs(found - wanted) <= rules.tolerance ? undefined : differ(found, wanted);
  }
  if (Array.isArray(found) && Array.isArray(wanted)) return listDifference(found, wanted, rules);
  if (isObject(found) && isObject(wanted)) return objectDifference(found, wanted, rules);
  return found === wanted ? undefined : differ(found, wanted);
}

function listDifference(found: readonly Json[], wanted: readonly Json[], rules: EqualityRules): string | undefined {
  if (found.length !== wanted.length) return `: ${found.length} items, not ${wanted.length}`;
  if (rules.ordered) {
    for (const [index, item] of wanted.entries()) {
      const difference = jsonDifference(found[index], item, rules);
      if (difference !== undefined) return `/${index}${difference}`;
    }
    return undefined;
  }
  const left = [...found];
  for (const [index, item] of wanted.entries()) {
    const match = left.findIndex((candidate) => jsonDifference(candidate, item, rules) === undefined);
    if (match < 0) return `/${index}: ${excerpt(item)} is missing`;
    left.splice(match, 1);
  }
  return undefined;
}

function objectDifference(found: JsonObject, wanted: JsonObject, rules: EqualityRules): string | undefined {
  for (const key of Object.keys(wanted)) {
    if (!Object.hasOwn(found, key)) return `/${key}: is missing`;
    const difference = jsonDifference(found[key], wanted[key], rules);
    if (difference !== undefined) return `/${key}${difference}`;
  }
  const extra = Object.keys(found).find((key) => !Object.hasOwn(wanted, key));
  return extra === undefined ? undefined : `/${extra}: is not expected`;
}

function isObject(value: Json | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function differ(found: Json | undefined, wanted: Json | undefined): string {
  return `: ${excerpt(found)} is not ${excerpt(wanted)}`;
}
