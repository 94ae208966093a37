import type { Json, JsonObject } from '@sluice/core';

/** Turns the server's text of a value into JSON, by the type's OID; `undefined`: as `pg` does it. */
export function textParser(oid: number): ((text: string) => unknown) | undefined {
  return parsers[oid];
}

const parsers: Readonly<Record<number, ((text: string) => unknown) | undefined>> = {
  // int8 and numeric: a number where a double holds it exactly enough, otherwise the text.
  20: exactNumber,
  1700: exactNumber,
  // date and timestamp have no time zone: a `Date` would invent one.
  1082: (text) => text,
  1114: (text) => text,
};

export function toJsonRow(row: Readonly<Record<string, unknown>>): JsonObject {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toJsonValue(value)]));
}

function toJsonValue(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'object' ? JSON.parse(JSON.stringify(value)) : (value as Json);
}

function exactNumber(text: string): number | string {
  return text.replace(/^-|\./g, '').length <= 15 && /^-?[\d.]+$/.test(text) ? Number(text) : text;
}
