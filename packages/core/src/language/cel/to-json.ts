import type { Json } from '../../json.ts';
import { CelError } from './cel-error.ts';
import { celLimits } from './limits.ts';

/**
 * What the engine computed as deeply frozen JSON: whole numbers become numbers, what was frozen stays the same object,
 * everything else is copied. Throws `CelError` (`no_json`, `too_large`).
 */
export function toJson(value: unknown): Json {
  return convert(value, { nodes: 0, characters: 0 });
}

interface Spent {
  nodes: number;
  characters: number;
}

function convert(value: unknown, spent: Spent): Json {
  spent.nodes += 1;
  if (spent.nodes > celLimits.resultNodes) throw new CelError('too_large', 'the result has too many values');
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'string':
      spent.characters += value.length;
      if (spent.characters > celLimits.resultCharacters) throw new CelError('too_large', 'the result is too long');
      return value;
    case 'number':
      return requireFinite(value);
    case 'bigint':
      return wholeNumber(value);
    case 'object':
      return value === null ? null : convertObject(value, spent);
    default:
      throw new CelError('no_json', 'the result is not JSON');
  }
}

function convertObject(value: object, spent: Spent): Json {
  // What is frozen comes from the scope, where everything is frozen to its leaves.
  if (Object.isFrozen(value)) return value as Json;
  if (Array.isArray(value)) return Object.freeze(value.map((item) => convert(item, spent)));
  if (value instanceof Map) return convertEntries([...value], spent);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new CelError('no_json', 'the result is not JSON');
  return convertEntries(Object.entries(value), spent);
}

function convertEntries(entries: readonly (readonly [string, unknown])[], spent: Spent): Json {
  return Object.freeze(Object.fromEntries(entries.map(([key, item]) => [key, convert(item, spent)])));
}

function requireFinite(value: number): number {
  if (Number.isFinite(value)) return value;
  throw new CelError('no_json', 'the result is not a finite number');
}

function wholeNumber(value: bigint): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new CelError('no_json', 'the result is a whole number beyond 2^53');
}
