import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonSchema } from '../json.ts';
import { describeType } from './describe-type.ts';
import { elementOf } from './element-of.ts';
import { fieldOf } from './field-of.ts';
import { isAssignable } from './is-assignable.ts';
import { schemaOf } from './schema-of.ts';
import { typeAt } from './type-at.ts';
import { orNull, unionOf, withoutNull } from './union-of.ts';
import { variantsOf } from './variants-of.ts';

const text = { type: 'string' };
const person = {
  type: 'object',
  required: ['name'],
  properties: { name: text, age: { type: 'integer' } },
  additionalProperties: false,
};

describe('isAssignable', () => {
  test.each<[string, JsonSchema, JsonSchema]>([
    ['unknown', true, { type: 'number' }],
    ['anything wanted', text, true],
    ['integer as number', { type: 'integer' }, { type: 'number' }],
    ['literal of an enum', { const: 'a' }, { enum: ['a', 'b'] }],
    ['a part of an enum', { enum: ['a'] }, { enum: ['a', 'b'] }],
    ['whole literal as integer', { const: 3 }, { type: 'integer' }],
    ['one of a union', text, { anyOf: [text, { type: 'null' }] }],
    ['object with more than is asked', person, { type: 'object', required: ['name'], properties: { name: text } }],
    ['elements', { type: 'array', items: { type: 'integer' } }, { type: 'array', items: { type: 'number' } }],
    ['list literal', { type: 'array', prefixItems: [{ const: 'x' }], items: false }, { type: 'array', items: text }],
    ['empty list', { type: 'array', prefixItems: [], items: false }, { type: 'array', items: text }],
    ['open object', { type: 'object' }, person],
    ['what a reference means', { $ref: '#/$defs/t', $defs: { t: text } }, text],
    [
      'allOf',
      { allOf: [{ type: 'object', properties: { name: text } }, { required: ['name'] }] },
      { type: 'object', required: ['name'] },
    ],
    ['pattern is left to run time', text, { type: 'string', pattern: '^a', minLength: 3 }],
  ])('%s', (_name, actual, expected) => {
    expect(isAssignable(actual, expected)).toEqual({ ok: true });
  });

  test.each<[JsonSchema, JsonSchema, string, (string | number)[]]>([
    [text, { type: 'number' }, 'string is not number', []],
    [{ type: 'number' }, { type: 'integer' }, 'number is not integer', []],
    [text, { enum: ['a', 'b'] }, 'string is not "a" or "b"', []],
    [{ const: 'c' }, { enum: ['a', 'b'] }, '"c" is not "a" or "b"', []],
    [orNull(text), text, 'null is not string', []],
    [{ type: 'object', properties: { name: text } }, person, '"name" may be missing', ['name']],
    [{ type: 'object', properties: { nick: text } }, person, '"name" is missing', ['name']],
    [{ ...person, properties: { ...person.properties, age: text } }, person, 'string is not integer', ['age']],
    [
      { type: 'object', required: ['name', 'x'], properties: { name: text, x: text } },
      person,
      '"x" is not allowed',
      ['x'],
    ],
    [
      { type: 'array', items: person },
      { type: 'array', items: { ...person, required: ['name', 'age'] } },
      '"age" may be missing',
      ['*', 'age'],
    ],
    [person, { type: 'array' }, 'object is not list', []],
  ])('%j is not %j', (actual, expected, why, path) => {
    expect(isAssignable(actual, expected)).toEqual({ ok: false, why, path });
  });

  test('types that refer to themselves end', () => {
    const tree = {
      $ref: '#/$defs/node',
      $defs: {
        node: {
          type: 'object',
          required: ['next'],
          properties: { next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } },
        },
      },
    };
    expect(isAssignable(tree, structuredClone(tree))).toEqual({ ok: true });
    expect(describeType(typeAt(tree, ['next']) ?? false)).toBe('object or null');
    expect(variantsOf({ $ref: '#' })).toBeUndefined();
    expect(variantsOf({ $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/a' } } })).toBeUndefined();
  });
});

test('fields: declared, optional, unknown, of unions', () => {
  expect(fieldOf(person, 'name')).toEqual({ found: 'field', type: text, optional: false, onNull: false });
  expect(fieldOf(person, 'age')).toMatchObject({ optional: true });
  expect(fieldOf(person, 'nam')).toEqual({ found: 'missing', known: ['name', 'age'] });
  expect(fieldOf({ type: 'object', properties: { a: text } }, 'b')).toMatchObject({ found: 'missing' });
  expect(fieldOf({ type: 'object', properties: { a: text }, additionalProperties: true }, 'b')).toMatchObject({
    type: true,
    optional: false,
  });
  expect(fieldOf({ type: 'object', additionalProperties: text }, 'b')).toMatchObject({ type: text, optional: true });
  expect(fieldOf({ anyOf: [person, { type: 'null' }] }, 'name')).toMatchObject({ onNull: true });
  expect(fieldOf(text, 'a')).toEqual({ found: 'no-object' });
  expect(fieldOf(person, '__proto__')).toMatchObject({ found: 'missing' });
});

test('elements and paths', () => {
  expect(elementOf({ type: 'array', items: text })).toEqual(text);
  expect(elementOf(text)).toBeUndefined();
  expect(typeAt({ type: 'array', items: person }, [0, 'age'])).toEqual({ type: 'integer' });
  expect(typeAt(person, ['age', 'x'])).toBeUndefined();
  expect(
    typeAt({ $defs: { p: person }, type: 'object', properties: { p: { $ref: '#/$defs/p' } } }, ['p', 'name']),
  ).toMatchObject(text);
});

test('unions and null', () => {
  expect(describeType(unionOf([{ const: 'a' }, { const: 'b' }]))).toBe('"a" or "b"');
  expect(unionOf([text, true])).toBe(true);
  expect(withoutNull(orNull(text))).toEqual(text);
  expect(describeType({ type: ['string', 'null'] })).toBe('string or null');
});

describe('of any schema', () => {
  const schema = fc.letrec<{ schema: JsonSchema }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<JsonSchema>(
        true,
        false,
        text,
        { type: 'integer' },
        { type: 'number' },
        { type: 'null' },
        { type: 'boolean' },
      ),
      fc.array(fc.constantFrom('a', 'b', 1, null), { minLength: 1 }).map((values) => ({ enum: values })),
      fc.record({ type: fc.constant('array'), items: tie('schema') }),
      fc
        .dictionary(fc.constantFrom('x', 'y', '__proto__'), tie('schema'))
        .chain((properties) =>
          fc.subarray(Object.keys(properties)).map((required) => ({ type: 'object', properties, required })),
        ),
      fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
      fc.array(tie('schema'), { minLength: 1, maxLength: 2 }).map((allOf) => ({ allOf })),
    ),
  })).schema;

  test('it is assignable to itself, and so is what its variants say', () => {
    fc.assert(
      fc.property(schema, (any) => {
        expect(isAssignable(any, structuredClone(any))).toEqual({ ok: true });
        const variants = variantsOf(any);
        if (variants !== undefined) expect(isAssignable(schemaOf(variants), any)).toEqual({ ok: true });
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  test('it is assignable to every union that holds it', () => {
    fc.assert(
      fc.property(schema, schema, (one, other) => {
        expect(isAssignable(one, unionOf([one, other]))).toEqual({ ok: true });
      }),
      { numRuns: 500, seed: 4 },
    );
  });
});
