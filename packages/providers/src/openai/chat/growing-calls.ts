import type { Json, JsonObject } from '@sluice/core';
import { isObject, textAt } from '../../wire/json.ts';

/** A tool call that is still arriving. */
export interface GrowingCall {
  readonly index: number | undefined;
  json: JsonObject;
}

/** Adds the pieces of one chunk. A piece belongs to the call of its index, unless it begins a new one under an id and name of its own. */
export function growCalls(calls: GrowingCall[], pieces: readonly JsonObject[]): void {
  for (const piece of pieces) {
    const index = typeof piece['index'] === 'number' ? piece['index'] : undefined;
    const open = openCall(calls, piece, index);
    if (open === undefined) calls.push({ index, json: begin(piece) });
    else open.json = grow(open.json, piece);
  }
}

function openCall(
  calls: readonly GrowingCall[],
  piece: JsonObject,
  index: number | undefined,
): GrowingCall | undefined {
  const id = textAt(piece, 'id') ?? '';
  // The last one: servers that number every call 0 (Ollama, Gemini) tell them apart by id.
  const open = index === undefined ? calls.at(-1) : calls.findLast((call) => call.index === index);
  if (open === undefined || id === '' || id === textAt(open.json, 'id')) return open;
  return isNamed(piece) ? undefined : open;
}

function isNamed(piece: JsonObject): boolean {
  return (textAt(piece['function'], 'name') ?? '') !== '';
}

function begin(piece: JsonObject): JsonObject {
  const { index: _, ...call } = piece;
  return call;
}

function grow(sofar: JsonObject, piece: JsonObject): JsonObject {
  const { index: _, function: more, id, ...rest } = piece;
  const grown: Record<string, Json> = { ...sofar };
  for (const [name, value] of Object.entries(rest)) {
    if (value !== null) grown[name] = value;
  }
  if ((textAt(sofar, 'id') ?? '') === '' && typeof id === 'string') grown['id'] = id;
  if (isObject(more)) grown['function'] = growFunction(isObject(sofar['function']) ? sofar['function'] : {}, more);
  return grown;
}

function growFunction(sofar: JsonObject, more: JsonObject): JsonObject {
  const known = textAt(sofar, 'name') ?? '';
  return {
    ...sofar,
    name: known === '' ? (textAt(more, 'name') ?? '') : known,
    arguments: (textAt(sofar, 'arguments') ?? '') + (textAt(more, 'arguments') ?? ''),
  };
}
