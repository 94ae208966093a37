import { expect, test } from 'vitest';
import { SchemaCompileError, validatorOf } from './validator.ts';

const tree = { properties: { child: { $ref: '#' }, name: { type: 'string' } }, additionalProperties: false } as const;

test('a schema refers to itself', () => {
  const check = validatorOf(tree);
  expect(check({ child: { child: { name: 'leaf' } } })).toEqual([]);
  expect(check({ child: { child: { name: 1 } } })).toMatchObject([{ instancePath: '/child/child/name' }]);
});

test('two schemas of one `$id` do not meet', () => {
  const $id = 'https://example.test/item';
  const first = validatorOf({ $id, properties: { next: { $ref: '#' }, a: { type: 'string' } } });
  const second = validatorOf({ $id, properties: { next: { $ref: '#' }, a: { type: 'number' } } });
  expect(first({ next: { a: 'x' } })).toEqual([]);
  expect(second({ next: { a: 1 } })).toEqual([]);
  expect(second({ next: { a: 'x' } })).toHaveLength(1);
});

test('a reference to nothing is the schema’s fault', () => {
  expect(() => validatorOf({ $ref: '#/$defs/none' })({})).toThrow(SchemaCompileError);
});
