/** Equality of JSON values; the order of properties does not matter. */
export function jsonEquals(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => jsonEquals(item, right[index]));
  }
  if (left instanceof Map || right instanceof Map) return jsonEquals(asObject(left), asObject(right));
  const entries = Object.entries(left);
  if (entries.length !== Object.keys(right).length) return false;
  return entries.every(([key, value]) => {
    return Object.hasOwn(right, key) && jsonEquals(value, (right as Record<string, unknown>)[key]);
  });
}

function asObject(value: object): object {
  return value instanceof Map ? Object.fromEntries(value) : value;
}
