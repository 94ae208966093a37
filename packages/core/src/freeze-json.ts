import type { Json } from './json.ts';

/** The same value, deeply frozen. What is frozen already is taken to be so all the way down. */
export function freezeJson<T extends Json>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) freezeJson(part);
  return Object.freeze(value);
}
