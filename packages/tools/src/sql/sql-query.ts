import type { Json, JsonObject } from '@sluice/core';
import { toolFailure } from '../failure/tool-failure.ts';

/** One statement with its named values. */
export interface SqlQuery {
  readonly text: string;
  /** Every `:name` of the text and no other. */
  readonly params: JsonObject;
}

/** What both databases give. */
export interface SqlResult {
  readonly rows: readonly JsonObject[];
  /** Rows inserted, updated or deleted. */
  readonly changes: number;
}

/** Reads and checks a step's arguments; throws `invalid_request`. */
export function sqlQuery({ query, params = {} }: JsonObject): SqlQuery {
  const text = String(query);
  const names = new Set(parameterNames(text));
  const given = params as JsonObject;
  const missing = [...names].find((name) => !Object.hasOwn(given, name));
  if (missing !== undefined)
    throw refused('sql/missing-parameter', `the query has :${missing}, and \`params\` has no \`${missing}\``);
  const unknown = Object.keys(given).find((name) => !names.has(name));
  if (unknown !== undefined) throw refused('sql/unknown-parameter', `the query has no :${unknown}`);
  const code = withoutLiterals(text);
  if (/;\s*\S/.test(code) && !/^\s*create\s+(?:temp\w*\s+)?trigger\b/i.test(code)) {
    throw refused('sql/one-statement', 'the query has more than one statement');
  }
  return { text, params: given };
}

/** The text with each `:name` replaced; quoted text, comments, dollar quotes and `::` casts are left alone. */
export function replaceParameters(text: string, replacement: (name: string) => string): string {
  return text.replace(tokens, (token: string, ...groups: unknown[]) => {
    const name = groups[1];
    return typeof name === 'string' ? replacement(name) : token;
  });
}

/** A value as both databases take it: lists and objects go in as JSON text. */
export function boundValue(value: Json): string | number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return value;
}

export function withoutLiterals(text: string): string {
  return text.replace(tokens, (token: string, ...groups: unknown[]) => (typeof groups[1] === 'string' ? token : ' '));
}

function parameterNames(text: string): readonly string[] {
  return [...text.matchAll(tokens)].flatMap(([, , name]) => (name === undefined ? [] : [name]));
}

const tokens =
  /\b[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|(\$(?:[A-Za-z_]\w*)?\$)[\s\S]*?\1|::|(?<![:\w]):([A-Za-z_]\w*)/g;

function refused(code: string, detail: string): Error {
  return toolFailure({ type: 'invalid_request', code, title: 'query refused', detail });
}
