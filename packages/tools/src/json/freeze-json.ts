import type { Json } from '@sluice/core';

/**
 * Freezes a value that came out of `JSON.parse`, all the way down, and drops keys named `__proto__`:
 * a later copy of the object would turn such a key into its prototype.
 */
export function freezeJson(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    for (const item of value) freezeJson(item);
  } else {
    for (const key of Object.keys(value)) {
      if (key === '__proto__') Reflect.deleteProperty(value, key);
      else freezeJson((value as Record<string, Json>)[key] ?? null);
    }
  }
  return Object.freeze(value);
}

/** Parses a text from outside; throws `SyntaxError`. */
export function parseFrozenJson(text: string): Json {
  return freezeJson(JSON.parse(text));
}
