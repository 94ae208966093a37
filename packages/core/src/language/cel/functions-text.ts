import type { JsonSchema } from '../../json.ts';
import { CelError } from './cel-error.ts';
import type { CelFunction, Parameter } from './function.ts';
import { celLimits } from './limits.ts';

const text: JsonSchema = { type: 'string' };
const bool: JsonSchema = { type: 'boolean' };
const integer: JsonSchema = { type: 'integer' };

export const textFunctions: readonly CelFunction[] = [
  predicate('contains', 'Whether the text contains the other.', ['"abc".contains("b")', 'true']),
  predicate('startsWith', 'Whether the text starts with the other.', ['"abc".startsWith("ab")', 'true']),
  predicate('endsWith', 'Whether the text ends with the other.', ['"abc".endsWith("bc")', 'true']),
  plain('lower', 'The text in lower case.', ['"ABC".lower()', '"abc"']),
  plain('upper', 'The text in upper case.', ['"abc".upper()', '"ABC"']),
  plain('trim', 'The text without white space at its ends.', ['" abc ".trim()', '"abc"']),
  {
    ...method('indexOf', [string('text'), string('search')]),
    result: () => integer,
    whole: true,
    call: (value: string, search: string) => value.indexOf(search),
    summary: 'Where the other text begins, counted from 0; -1 where it does not occur.',
    example: ['"abc".indexOf("c")', '2'],
  },
  {
    ...method('substring', [string('text'), index('start'), { ...index('end'), optional: true }]),
    result: () => text,
    call: (value: string, start: number, end?: number) => value.slice(Math.max(0, start), end && Math.max(0, end)),
    summary: 'The part from `start` up to and without `end`. What lies outside the text is left out.',
    example: ['"abcdef".substring(1, 3)', '"bc"'],
  },
  {
    ...method('replace', [string('text'), string('search'), string('replacement')]),
    result: () => text,
    call: replaceAll,
    summary: 'The text with every occurrence replaced. `search` is plain text, not a pattern.',
    example: ['"a-b-c".replace("-", "+")', '"a+b+c"'],
  },
  {
    ...method('split', [string('text'), string('separator')]),
    result: () => ({ type: 'array', items: text }),
    call: (value: string, separator: string) => value.split(separator),
    summary: 'The parts between the separators.',
    example: ['"a,b".split(",")', '["a","b"]'],
  },
  {
    ...method('join', [
      { name: 'list', types: ['list'] },
      { ...string('separator'), optional: true },
    ]),
    result: () => text,
    call: join,
    summary: 'The texts of a list as one text.',
    example: ['["a", "b"].join(", ")', '"a, b"'],
  },
];

function string(name: string): Parameter {
  return { name, types: ['string'] };
}

function index(name: string): Parameter {
  return { name, types: ['integer'] };
}

function method(name: string, parameters: readonly Parameter[]) {
  return { name, style: 'method', group: 'Text', parameters } as const;
}

function plain(name: 'lower' | 'upper' | 'trim', summary: string, example: CelFunction['example']): CelFunction {
  const change = {
    lower: (value: string) => value.toLowerCase(),
    upper: (value: string) => value.toUpperCase(),
    trim: (value: string) => value.trim(),
  };
  return { ...method(name, [string('text')]), result: () => text, call: change[name], summary, example };
}

function predicate(
  name: 'contains' | 'startsWith' | 'endsWith',
  summary: string,
  example: CelFunction['example'],
): CelFunction {
  const test = {
    contains: (value: string, other: string) => value.includes(other),
    startsWith: (value: string, other: string) => value.startsWith(other),
    endsWith: (value: string, other: string) => value.endsWith(other),
  };
  return { ...method(name, [string('text'), string('other')]), result: () => bool, call: test[name], summary, example };
}

function replaceAll(value: string, search: string, replacement: string): string {
  const parts = value.split(search);
  requireLength(value.length + (parts.length - 1) * replacement.length);
  return parts.join(replacement);
}

function join(list: readonly unknown[], separator = ''): string {
  let length = 0;
  for (const item of list) {
    if (typeof item !== 'string') throw new CelError('bad_argument', 'join() takes a list of string');
    length += item.length + separator.length;
  }
  requireLength(length);
  return list.join(separator);
}

function requireLength(length: number): void {
  if (length > celLimits.resultCharacters) throw new CelError('too_large', 'the text would become too long');
}
