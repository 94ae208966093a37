import type { Json } from '../json.ts';

// Remembers what was frozen to its leaves, so that large outputs are walked once and not at every read.
const deeplyFrozen = new WeakSet<object>();

/** Freezes a JSON value to its leaves and gives it back. */
export function freezeJson<T extends Json>(value: T): T {
  if (typeof value !== 'object' || value === null || deeplyFrozen.has(value)) return value;
  for (const item of Object.values(value)) freezeJson(item);
  Object.freeze(value);
  deeplyFrozen.add(value);
  return value;
}

/** Whether `freezeJson` or `markFrozen` has seen this object. */
export function isDeeplyFrozen(value: object): boolean {
  return deeplyFrozen.has(value);
}

/** Freezes an object whose parts are deeply frozen already. */
export function markFrozen<T extends object>(value: T): T {
  Object.freeze(value);
  deeplyFrozen.add(value);
  return value;
}
