import type { JsonSchema } from '../../json.ts';
import { jsonEquals } from '../cel/json-equals.ts';
import type { HelperParameter, TemplateHelper } from './helper.ts';
import { isTruthy } from './truthy.ts';

const text: JsonSchema = { type: 'string' };
const bool: JsonSchema = { type: 'boolean' };

/** A helper that gives a value; blocks have theirs in `runtime.ts`. */
export interface ValueHelper extends TemplateHelper {
  readonly block: false;
  call(args: readonly unknown[], options: { readonly [name: string]: unknown }): unknown;
}

export const valueHelpers: readonly ValueHelper[] = [
  {
    ...helper('json', [{ name: 'value', type: 'any', mayBeMissing: true }]),
    options: ['indent'],
    result: text,
    call: ([value], { indent }) => JSON.stringify(value ?? null, null, Math.min(Number(indent ?? 0), 10)),
    summary: 'A value as JSON, on one line or indented.',
    example: ['{{json inputs.tags}}', '["a","b"]'],
  },
  comparison('eq', 'Whether both are equal.', ['{{eq inputs.name "Ada"}}', 'true']),
  comparison('ne', 'Whether both differ.', ['{{ne inputs.name "Ada"}}', 'false']),
  comparison('gt', 'Whether the first is greater.', ['{{gt inputs.count 2}}', 'true']),
  comparison('lt', 'Whether the first is less.', ['{{lt inputs.count 2}}', 'false']),
  {
    ...helper('and', [any('a'), { ...any('b'), rest: true }]),
    result: bool,
    call: (args) => args.every(isTruthy),
    summary: 'Whether all are truthy, as `#if` sees them.',
    example: ['{{and inputs.name inputs.count}}', 'true'],
  },
  {
    ...helper('or', [any('a'), { ...any('b'), rest: true }]),
    result: bool,
    call: (args) => args.some(isTruthy),
    summary: 'Whether one is truthy.',
    example: ['{{or inputs.nickname inputs.name}}', 'true'],
  },
  {
    ...helper('not', [any('value')]),
    result: bool,
    call: ([value]) => !isTruthy(value),
    summary: 'Whether it is not truthy.',
    example: ['{{not inputs.nickname}}', 'true'],
  },
  {
    ...helper('default', [any('value'), { name: 'instead', type: 'any' }]),
    result: true,
    call: ([value, instead]) => value ?? instead,
    summary: 'The value, or `instead` where it is missing or `null`.',
    example: ['{{default inputs.nickname "friend"}}', 'friend'],
  },
  {
    ...helper('join', [
      { name: 'list', type: 'list' },
      { name: 'separator', type: 'string', optional: true },
    ]),
    result: text,
    call: ([list, separator]) => (list as readonly unknown[]).map(plainText).join(String(separator ?? ', ')),
    summary: 'The elements of a list as one text; the separator is `, ` unless it is given.',
    example: ['{{join inputs.tags " / "}}', 'a / b'],
  },
  {
    ...helper('truncate', [
      { name: 'text', type: 'string' },
      { name: 'length', type: 'number' },
    ]),
    result: text,
    call: ([value, length]) => truncate(String(value), Number(length)),
    summary: 'At most so many characters; a text that was cut ends with `…`.',
    example: ['{{truncate "a long text" 6}}', 'a lon…'],
  },
  change('lower', 'The text in lower case.', ['{{lower inputs.name}}', 'ada']),
  change('upper', 'The text in upper case.', ['{{upper inputs.name}}', 'ADA']),
  change('trim', 'The text without white space at its ends.', ['{{trim " a "}}', 'a']),
];

export const blockHelpers: readonly TemplateHelper[] = [
  {
    ...block('if', [any('value')]),
    summary: 'The block where the value is truthy, else the part behind `{{else}}`.',
    example: ['{{#if inputs.nickname}}yes{{else}}no{{/if}}', 'no'],
  },
  {
    ...block('unless', [any('value')]),
    summary: 'The block where the value is not truthy.',
    example: ['{{#unless inputs.nickname}}none{{/unless}}', 'none'],
  },
  {
    ...block('each', [any('list')]),
    summary:
      'The block for every element: `this`, `@index`, `@first`, `@last`; of an object `@key`; or `as |item index|`.',
    example: ['{{#each inputs.tags}}{{@index}}{{this}} {{/each}}', '0a 1b '],
  },
  {
    ...block('with', [any('value')]),
    summary: 'The block with `this` being the value, where it is there.',
    example: ['{{#with inputs.address}}{{city}}{{/with}}', 'London'],
  },
  {
    ...block('ifEquals', [any('a'), any('b')]),
    summary: 'The block where both are equal.',
    example: ['{{#ifEquals inputs.name "Ada"}}yes{{else}}no{{/ifEquals}}', 'yes'],
  },
  {
    ...block('unlessEquals', [any('a'), any('b')]),
    summary: 'The block where both differ.',
    example: ['{{#unlessEquals inputs.name "Bob"}}not Bob{{/unlessEquals}}', 'not Bob'],
  },
];

/** Scalars as they are written; everything else as JSON. */
function plainText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function any(name: string): HelperParameter {
  return { name, type: 'any', mayBeMissing: true };
}

function helper(name: string, parameters: readonly HelperParameter[]) {
  return { name, block: false, parameters } as const;
}

function block(name: string, parameters: readonly HelperParameter[]) {
  return { name, block: true, parameters, result: text } as const;
}

function change(name: 'lower' | 'upper' | 'trim', summary: string, example: TemplateHelper['example']): ValueHelper {
  const changes = {
    lower: (value: string) => value.toLowerCase(),
    upper: (value: string) => value.toUpperCase(),
    trim: (value: string) => value.trim(),
  };
  return {
    ...helper(name, [{ name: 'text', type: 'string' }]),
    result: text,
    call: ([value]) => changes[name](String(value)),
    summary,
    example,
  };
}

function comparison(name: 'eq' | 'ne' | 'gt' | 'lt', summary: string, example: TemplateHelper['example']): ValueHelper {
  const tests = {
    eq: (left: unknown, right: unknown) => jsonEquals(left ?? null, right ?? null),
    ne: (left: unknown, right: unknown) => !jsonEquals(left ?? null, right ?? null),
    gt: (left: unknown, right: unknown) => comparable(left, right) && (left as number) > (right as number),
    lt: (left: unknown, right: unknown) => comparable(left, right) && (left as number) < (right as number),
  };
  return {
    ...helper(name, [any('a'), any('b')]),
    result: bool,
    call: ([left, right]) => tests[name](left, right),
    summary,
    example,
  };
}

function comparable(left: unknown, right: unknown): boolean {
  return typeof left === typeof right && (typeof left === 'number' || typeof left === 'string');
}

function truncate(value: string, length: number): string {
  const characters = [...value];
  return characters.length <= length ? value : `${characters.slice(0, Math.max(0, length - 1)).join('')}…`;
}
