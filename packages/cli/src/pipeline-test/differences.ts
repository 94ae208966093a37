import type { Json, JsonObject } from '@sluice/core';

/** One place where something is not as expected. */
export interface Difference {
  /** Such as `outputs.items[2].name`. */
  readonly path: string;
  /** `undefined`: must not be there. */
  readonly expected: Json | undefined;
  /** `undefined`: is not there. */
  readonly actual: Json | undefined;
  /** In place of the two values, where they do not say it. */
  readonly message?: string;
}

/** Objects are compared by the expected keys; lists item by item, with the same length; anything else must be equal. */
export function differences(path: string, expected: Json, actual: Json | undefined): readonly Difference[] {
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected.flatMap((item: Json, index) => differences(`${path}[${index}]`, item, actual[index]));
  }
  if (isObject(expected) && isObject(actual)) {
    return Object.entries(expected).flatMap(([key, value]) =>
      differences(`${path}.${key}`, value, Object.hasOwn(actual, key) ? actual[key] : undefined),
    );
  }
  return Object.is(expected, actual) || isEmptyAlike(expected, actual) ? [] : [{ path, expected, actual }];
}

function isEmptyAlike(expected: Json, actual: Json | undefined): boolean {
  // Minus zero is zero, as JSON has it.
  return expected === 0 && actual === 0;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
