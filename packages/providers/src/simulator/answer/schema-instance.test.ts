import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isObject } from '../wire/json.ts';
import { schemaInstance } from './schema-instance.ts';

const ajv = new Ajv2020({ strict: false, validateFormats: false });

const leaf = fc.oneof(
  fc.record({ type: fc.constant('string'), minLength: fc.nat(5), maxLength: fc.integer({ min: 5, max: 40 }) }),
  fc.record({
    type: fc.constantFrom('integer', 'number'),
    minimum: fc.integer({ min: -50, max: 0 }),
    maximum: fc.integer({ min: 1, max: 50 }),
  }),
  fc.record({
    type: fc.constant('integer'),
    exclusiveMinimum: fc.integer({ min: -50, max: 0 }),
    multipleOf: fc.constantFrom(1, 5),
  }),
  fc.record({ type: fc.constantFrom('boolean', 'null', ['string', 'null']) }),
  fc.record({ enum: fc.array(fc.oneof(fc.string(), fc.integer(), fc.boolean()), { minLength: 1, maxLength: 4 }) }),
  fc.record({ const: fc.jsonValue() }),
);

const { schema } = fc.letrec<{ schema: object }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('schema')).map((properties) => ({
      type: 'object',
      properties,
      required: Object.keys(properties),
      additionalProperties: false,
    })),
    fc.record({
      type: fc.constant('array'),
      items: tie('schema'),
      minItems: fc.nat(2),
      maxItems: fc.integer({ min: 2, max: 4 }),
    }),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    tie('schema')
      .map((inner) => ({ $ref: '#/$defs/inner', $defs: { inner } }))
      .map((outer) => ({ allOf: [{ title: 'x' }, outer.$defs.inner] })),
  ),
}));

test('an instance satisfies its schema, and is the same for the same seed', { timeout: 180_000 }, () => {
  fc.assert(
    fc.property(schema, fc.nat(), (given, seed) => {
      const value = schemaInstance(given as Readonly<Record<string, unknown>>, seed);
      expect(schemaInstance(given as Readonly<Record<string, unknown>>, seed)).toEqual(value);
      expect(ajv.validate(given, value)).toBe(true);
    }),
    { numRuns: process.env.SLUICE_PROVE === '1' ? 5000 : 300 },
  );
});

test('follows references, also recursive ones, and meets formats', () => {
  const tree = {
    $ref: '#/$defs/node',
    $defs: {
      node: {
        type: 'object',
        properties: {
          day: { type: 'string', format: 'date' },
          next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] },
        },
        required: ['day', 'next'],
      },
    },
  };
  for (let seed = 0; seed < 50; seed += 1) {
    const value = schemaInstance(tree, seed);
    expect(ajv.validate(tree, value)).toBe(true);
    expect(isObject(value) && value['day']).toMatch(/^2026-0[1-9]-1\d$/u);
  }
});
