import type { JsonSchema } from '../../json.ts';
import { unionOf, withoutNull } from '../../types/union-of.ts';
import { CelError } from './cel-error.ts';
import type { CelFunction } from './function.ts';
import { firstMatch, matches } from './pattern.ts';

const text: JsonSchema = { type: 'string' };

export const valueFunctions: readonly CelFunction[] = [
  {
    name: 'has',
    style: 'global',
    group: 'Presence and conversion',
    parameters: [{ name: 'value.field', types: ['any'] }],
    result: () => ({ type: 'boolean' }),
    summary: 'Whether a value has a field. What stands left of the last `.` must be there.',
    example: ['has(json.parse("{}").a)', 'false'],
  },
  {
    name: 'default',
    style: 'global',
    group: 'Presence and conversion',
    parameters: [
      { name: 'value', types: ['any'] },
      { name: 'instead', types: ['any'] },
    ],
    result: ([value = true, instead = true]) => unionOf([withoutNull(value), instead]),
    reads: 'size',
    call: (value: unknown, instead: unknown) => value ?? instead,
    summary: 'The value, or `instead` where it is `null` or a field that is missing.',
    example: ['default(json.parse("{}").a, 2)', '2'],
  },
  {
    name: 'size',
    style: 'both',
    group: 'Presence and conversion',
    parameters: [{ name: 'value', types: ['string', 'list', 'object'] }],
    result: () => ({ type: 'integer' }),
    whole: true,
    reads: 'size',
    call: size,
    summary: 'How many characters, elements or fields.',
    example: ['size([1, 2, 3])', '3'],
  },
  {
    name: 'string',
    style: 'global',
    group: 'Presence and conversion',
    parameters: [{ name: 'value', types: ['string', 'number', 'boolean'] }],
    result: () => text,
    call: (value: string | number | boolean) => String(value),
    summary: 'A text, number or boolean as text. For lists and objects use `json.stringify`.',
    example: ['string(1.5)', '"1.5"'],
  },
  {
    name: 'double',
    style: 'global',
    group: 'Presence and conversion',
    parameters: [{ name: 'value', types: ['number', 'string'] }],
    result: () => ({ type: 'number' }),
    call: (value: number | string) => toNumber('double', value),
    summary: 'A text as a number. Fails where the text is none.',
    example: ['double("1.5")', '1.5'],
  },
  {
    name: 'int',
    style: 'global',
    group: 'Presence and conversion',
    parameters: [{ name: 'value', types: ['number', 'string'] }],
    result: () => ({ type: 'integer' }),
    whole: true,
    call: (value: number | string) => Math.trunc(toNumber('int', value)),
    summary: 'A number or a text as a whole number; a fraction is dropped.',
    example: ['int("7") / 2', '3'],
  },
];

export const jsonFunctions: readonly CelFunction[] = [
  {
    name: 'json.parse',
    style: 'global',
    group: 'JSON',
    parameters: [{ name: 'text', types: ['string'] }],
    result: () => true,
    call: parseJson,
    summary: 'A JSON text as a value. Fails where the text is not JSON.',
    example: ['json.parse("[1, 2]")[0]', '1'],
  },
  {
    name: 'json.stringify',
    style: 'global',
    group: 'JSON',
    parameters: [{ name: 'value', types: ['any'] }],
    result: () => text,
    reads: 'everything',
    call: (value: unknown) => JSON.stringify(value),
    summary: 'A value as JSON text on one line.',
    example: ['json.stringify({"a": [1, true]})', '"{\\"a\\":[1,true]}"'],
  },
];

export const patternFunctions: readonly CelFunction[] = [
  {
    name: 're.match',
    style: 'global',
    group: 'Patterns',
    parameters: [
      { name: 'text', types: ['string'] },
      { name: 'pattern', types: ['string'], literal: true },
    ],
    result: () => ({ type: 'boolean' }),
    call: matches,
    summary: 'Whether the pattern (RE2 syntax, a literal) is found anywhere in the text. Runs in linear time.',
    example: ['re.match("order 12", "[0-9]+")', 'true'],
  },
  {
    name: 're.extract',
    style: 'global',
    group: 'Patterns',
    parameters: [
      { name: 'text', types: ['string'] },
      { name: 'pattern', types: ['string'], literal: true },
    ],
    result: () => ({ type: ['string', 'null'] }),
    call: firstMatch,
    summary: 'The first match, or its first group where the pattern has one; `null` where nothing matches.',
    example: ['re.extract("order 12", "order ([0-9]+)")', '"12"'],
  },
];

function size(value: string | readonly unknown[] | object): number {
  if (Array.isArray(value)) return value.length;
  if (value instanceof Map) return value.size;
  if (typeof value === 'object') return Object.keys(value).length;
  let count = 0;
  // A character is a code point, as everywhere in CEL.
  for (const _ of value) count += 1;
  return count;
}

function toNumber(name: string, value: number | string): number {
  if (typeof value === 'number') return value;
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (Number.isFinite(number)) return number;
  throw new CelError('bad_argument', `${name}() got a text that is not a number`);
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    // The parser's own message would quote the text.
    throw new CelError('bad_argument', 'json.parse() got a text that is not JSON');
  }
}
