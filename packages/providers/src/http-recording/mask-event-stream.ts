import type { Json } from '@sluice/core';
import { isObject, parseJson } from '../wire/json.ts';
import type { SecretMask } from './secret-mask.ts';
import { type SecretRange, secretRanges } from './secret-ranges.ts';

/**
 * An event stream without secrets, those too that are spread over several deltas. Lines without one stay byte for byte.
 */
export function maskEventStream(sse: string, mask: SecretMask): string {
  // Kept with their line ends, which vendors write differently.
  const lines = sse.split(/(?<=\n)/);
  const events = lines.map(readEvent);
  const hidden = spreadSecrets(events, mask);
  return lines.map((line, index) => maskLine({ line, event: events[index] }, hidden.get(index), mask)).join('');
}

interface DataLine {
  /** `data: `, as it was written. */
  readonly before: string;
  readonly value: Json;
  readonly after: string;
}

function readEvent(line: string): DataLine | undefined {
  const [, before = '', text = '', after = ''] = /^(data:\s*)(.*?)(\s*)$/su.exec(line) ?? [];
  const value = parseJson(text);
  return isObject(value) || Array.isArray(value) ? { before, value, after } : undefined;
}

/** The text that a place in a line becomes. */
type Replacements = Map<string, string>;

interface Piece {
  readonly line: number;
  readonly path: string;
  readonly text: string;
}

// Only these grow from event to event; ids and types that follow each other mean nothing together.
const growing = /"(content|text|delta|arguments|partial_json|thinking|reasoning|reasoning_content|refusal)"\]$/;

function spreadSecrets(events: readonly (DataLine | undefined)[], mask: SecretMask): ReadonlyMap<number, Replacements> {
  const pieces = events.flatMap((event, line) => {
    return event === undefined ? [] : textsOf(event.value, []).map(({ path, text }) => ({ line, path, text }));
  });
  const hidden = new Map<number, Replacements>();
  for (const [path, members] of Map.groupBy(
    pieces.filter(({ path }) => growing.test(path)),
    (piece) => piece.path,
  )) {
    const ranges = secretRanges(members.map(({ text }) => text).join(''), mask.secrets);
    if (ranges.length > 0) cutOut(members, ranges, (line) => replacementsOf(hidden, line, path));
  }
  return hidden;
}

function replacementsOf(hidden: Map<number, Replacements>, line: number, path: string): (text: string) => void {
  const found = hidden.get(line) ?? new Map<string, string>();
  hidden.set(line, found);
  return (text) => void found.set(path, text);
}

/** Each secret becomes a mask where it begins; what of it stands in later pieces goes. */
function cutOut(
  pieces: readonly Piece[],
  ranges: readonly SecretRange[],
  replace: (line: number) => (text: string) => void,
): void {
  let at = 0;
  for (const { line, text } of pieces) {
    const begin = at;
    const inside = (index: number): boolean => ranges.some(({ start, end }) => index >= start && index < end);
    const letters = [...Array(text.length).keys()].map((offset) => {
      const index = begin + offset;
      if (!inside(index)) return text[offset];
      return inside(index - 1) ? '' : '***';
    });
    at += text.length;
    const clean = letters.join('');
    if (clean !== text) replace(line)(clean);
  }
}

function textsOf(value: Json, path: readonly (string | number)[]): readonly { path: string; text: string }[] {
  if (typeof value === 'string') return [{ path: JSON.stringify(path), text: value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsOf(item, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => textsOf(member, [...path, name]));
}

interface Line {
  readonly line: string;
  readonly event: DataLine | undefined;
}

function maskLine({ line, event }: Line, hidden: Replacements | undefined, mask: SecretMask): string {
  if (event === undefined) return mask.text(line);
  const replaced = hidden === undefined ? event.value : replaceTexts(event.value, [], hidden);
  const masked = mask.json(replaced);
  const changed = JSON.stringify(masked) !== JSON.stringify(event.value);
  return changed ? `${event.before}${JSON.stringify(masked)}${event.after}` : line;
}

function replaceTexts(value: Json, path: readonly (string | number)[], hidden: Replacements): Json {
  if (typeof value === 'string') return hidden.get(JSON.stringify(path)) ?? value;
  if (Array.isArray(value)) return value.map((item, index) => replaceTexts(item, [...path, index], hidden));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, replaceTexts(member, [...path, name], hidden)]),
  );
}
