import { expect, test } from 'vitest';
import { isStrictSchema } from './strict-schema.ts';

const closed = (properties: object) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
});

test.for([
  ['closed and all required', closed({ a: { type: 'string', enum: ['x'] } }), true],
  ['nested and in lists', closed({ a: { type: 'array', items: closed({ b: { type: ['string', 'null'] } }) } }), true],
  ['definitions', { ...closed({ a: { $ref: '#/$defs/d' } }), $defs: { d: closed({}) } }, true],
  ['alternatives', closed({ a: { anyOf: [{ type: 'string' }, { type: 'null' }] } }), true],
  ['open', { type: 'object', required: [], properties: {} }, false],
  ['an optional property', { ...closed({ a: { type: 'string' } }), required: [] }, false],
  ['open below', closed({ a: { type: 'object' } }), false],
  ['open in a list', closed({ a: { type: 'array', items: { type: 'object' } } }), false],
  ['a keyword that strict mode refuses', closed({ a: { oneOf: [{ type: 'string' }] } }), false],
  ['no object', { type: 'array', items: { type: 'string' } }, false],
  ['a boolean', true, false],
] as const)('%s: %o is strict: %s', ([, schema, strict]) => {
  expect(isStrictSchema(schema as never)).toBe(strict);
});
