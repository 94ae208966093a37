/**
 * JSON as the engine can read it. The engine tells objects by their `constructor`, so data with a field of that name
 * would be refused; as a `Map` it is read like any other. Everything else stays the same object.
 */
export function toEngine(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Map || plain.has(value)) return value;
  const known = converted.get(value);
  if (known !== undefined) return known;
  const result = Array.isArray(value) ? convertList(value) : convertObject(value);
  // Only what is frozen will be the same at the next look.
  if (!Object.isFrozen(value)) return result;
  if (result === value) plain.add(value);
  else converted.set(value, result);
  return result;
}

const plain = new WeakSet<object>();
const converted = new WeakMap<object, object>();

function convertList(list: readonly unknown[]): object {
  const items = list.map(toEngine);
  return items.some((item, index) => item !== list[index]) ? items : list;
}

function convertObject(value: object): object {
  const entries = Object.entries(value);
  const items = entries.map(([key, item]) => [key, toEngine(item)] as const);
  if (Object.hasOwn(value, 'constructor')) return new Map(items);
  return items.some(([, item], index) => item !== entries[index]?.[1]) ? Object.fromEntries(items) : value;
}
