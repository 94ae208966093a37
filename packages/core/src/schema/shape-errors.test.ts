import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { JsonSchema } from '../json.ts';
import { pipelineJsonSchema } from '../pipeline/pipeline-json-schema.ts';
import { shallowFileSchema } from '../pipeline/pipeline-schema.ts';
import { builtinStepKinds } from '../steps/builtin.ts';
import { stepValidationSchema } from '../steps/step-schema.ts';
import { readCases } from '../testing/read-cases.ts';
import { builtinToolKinds } from '../tools/builtin.ts';
import type { SchemaError } from './schema-error.ts';
import { shapeErrors } from './shape-errors.ts';
import { validatorOf } from './validator.ts';

const folder = new URL('../../cases/', import.meta.url);
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) => readCases(readFileSync(new URL(name, folder), 'utf8')))
  .filter((item) => typeof item.pipeline === 'string');

interface Checked {
  readonly value: unknown;
  readonly schema: JsonSchema;
}

/** Every file, step and tool of the cases with the schema that it is checked by. */
const checked: readonly Checked[] = cases.flatMap((item): Checked[] => {
  const root = read(item.pipeline);
  if (typeof root !== 'object' || root === null) return [];
  const steps: unknown = (root as Record<string, unknown>)['steps'];
  const tools: unknown = (root as Record<string, unknown>)['tools'];
  return [
    { value: root, schema: shallowFileSchema },
    ...(Array.isArray(steps) ? steps : []).flatMap((value: unknown) => withSchema(value)),
    ...Object.values(typeof tools === 'object' && tools !== null ? tools : {}).flatMap((value: unknown) =>
      withTool(value),
    ),
  ];
});

function read(text: string): unknown {
  try {
    return parse(text, { logLevel: 'silent' });
  } catch {
    return undefined;
  }
}

function withSchema(value: unknown): readonly Checked[] {
  const kind = builtinStepKinds.find((known) => typeof value === 'object' && value !== null && known.kind in value);
  return kind === undefined ? [] : [{ value, schema: stepValidationSchema(kind) }];
}

function withTool(value: unknown): readonly Checked[] {
  const kind = builtinToolKinds.find((known) => typeof value === 'object' && value !== null && known.kind in value);
  return kind === undefined ? [] : [{ value: (value as Record<string, unknown>)[kind.kind], schema: kind.config }];
}

/** One error of both in the same words; what is wrong inside a name is left out: ajv tells it twice. Nor do we say which items are equal. */
function comparable(errors: readonly SchemaError[]): readonly string[] {
  return errors
    .filter((error) => !('propertyName' in error && error.propertyName !== undefined))
    .map(
      (error) =>
        `${error.keyword} ${error.instancePath} ${error.keyword === 'uniqueItems' ? '' : JSON.stringify(error.params)}`,
    )
    .sort();
}

function expectAgreement({ value, schema }: Checked): void {
  const own = shapeErrors(value, schema);
  if (own === undefined) throw new Error('the schema is not simple');
  expect(comparable(own)).toEqual(comparable(validatorOf(schema)(value)));
}

test('finds what ajv finds in every file, step and tool of the cases', () => {
  expect(checked.length).toBeGreaterThan(400);
  for (const item of checked) expectAgreement(item);
});

test('finds what ajv finds when any part is something else', () => {
  const parts = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('${ x }', '5s', 'x-y', 'a?', -1, 0, 1.5, [], {}, { default: 1 }, [{ role: 'user' }]),
  );
  fc.assert(
    fc.property(fc.constantFrom(...checked), fc.nat(), parts, ({ value, schema }, place, part) => {
      expectAgreement({ value: replacePart(value, place, part), schema });
    }),
    { numRuns: 1500, seed: 3 },
  );
});

/** A copy with one part, found by walking down by the digits of `place`, replaced. */
function replacePart(value: unknown, place: number, part: unknown): unknown {
  if (typeof value !== 'object' || value === null || place % 4 === 0) return part;
  const keys = Object.keys(value);
  const key = keys[Math.floor(place / 4) % Math.max(1, keys.length)];
  if (key === undefined) return part;
  const inside = replacePart((value as Record<string, unknown>)[key], Math.floor(place / (4 * keys.length)), part);
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? inside : item));
  return { ...value, [key]: inside };
}

test('counts and limits as ajv does', () => {
  const schema = {
    type: 'object',
    minProperties: 1,
    maxProperties: 2,
    additionalProperties: {
      type: 'array',
      minItems: 1,
      maxItems: 2,
      uniqueItems: true,
      items: { type: 'string', minLength: 2 },
    },
  };
  const values = [
    {},
    { a: [] },
    { a: ['xx', 'xx'], b: ['y'], c: 1 },
    { a: ['xx', 'yy', 'zz'] },
    { a: ['😀'] },
    [],
    'x',
  ];
  for (const value of values) expectAgreement({ value, schema });
});

test('the published schema takes what the planner takes, and refuses what it calls a schema error', () => {
  const published = validatorOf(pipelineJsonSchema());
  let taken = 0;
  let refused = 0;
  for (const { name, pipeline, files, expect: expected } of cases) {
    const codes = (expected.diagnostics ?? []).map((finding) => finding.code);
    const value = read(pipeline);
    if (value === undefined || files !== undefined || codes.some((code) => code.startsWith('yaml/'))) continue;
    const valid = published(value).length === 0;
    if (codes.length === 0) {
      expect([name, valid]).toEqual([name, true]);
      taken++;
    } else if (codes.some((code) => ['schema/wrong-type', 'step/unknown-kind', 'step/two-kinds'].includes(code))) {
      expect([name, valid]).toEqual([name, false]);
      refused++;
    }
  }
  expect(taken).toBeGreaterThan(20);
  expect(refused).toBeGreaterThan(8);
});

test('every key of the published schema has a description', () => {
  const without: string[] = [];
  const visit = (schema: unknown, path: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    const { properties, $defs, items, anyOf, additionalProperties } = schema as Record<string, unknown>;
    for (const [key, value] of Object.entries((properties ?? {}) as Record<string, object>)) {
      if (!('description' in value)) without.push(`${path}/${key}`);
      visit(value, `${path}/${key}`);
    }
    for (const [key, value] of Object.entries(($defs ?? {}) as Record<string, object>)) visit(value, `${path}#${key}`);
    for (const part of [items, additionalProperties, ...((anyOf ?? []) as unknown[])]) visit(part, path);
  };
  visit(pipelineJsonSchema(), '');
  expect(without).toEqual([]);
});
