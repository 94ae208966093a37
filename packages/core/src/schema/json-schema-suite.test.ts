import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Json, JsonSchema } from '../json.ts';
import { deviations } from './json-schema-deviations.ts';
import { SchemaCompileError, validatorOf } from './validator.ts';

/**
 * The JSON Schema Test Suite, draft 2020-12, its required part. No npm package carries that draft, so the suite is read
 * from a checkout of json-schema-org/JSON-Schema-Test-Suite that `SLUICE_JSON_SCHEMA_SUITE` names.
 */
const checkout = process.env['SLUICE_JSON_SCHEMA_SUITE'] ?? '';
const folder = join(checkout, 'tests/draft2020-12');
const present = checkout !== '' && existsSync(folder);

interface Group {
  readonly description: string;
  readonly schema: JsonSchema;
  readonly tests: readonly { readonly description: string; readonly data: Json; readonly valid: boolean }[];
}

test.skipIf(!present)('schemas mean what the JSON Schema Test Suite says, except as listed', () => {
  const results = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      const groups = JSON.parse(readFileSync(join(folder, name), 'utf8')) as readonly Group[];
      return groups.flatMap((group) => outcomes(name.replace('.json', ''), group));
    });
  const wrong = results.filter(({ right }) => !right);
  console.log(`JSON Schema Test Suite 2020-12: ${results.length - wrong.length} of ${results.length} required tests`);
  const groups = Object.entries(Object.groupBy(wrong, ({ group }) => group)).map(
    ([group, tests]) => `${group}: ${tests?.length ?? 0}`,
  );
  expect(groups).toEqual(Object.entries(deviations).map(([group, { tests }]) => `${group}: ${tests}`));
});

if (!present) {
  console.log('JSON Schema Test Suite: skipped, SLUICE_JSON_SCHEMA_SUITE names no checkout of it');
}

function outcomes(file: string, { description, schema, tests }: Group) {
  const group = `${file} / ${description}`;
  return tests.map(({ data, valid }) => ({ group, right: isRight(schema, data, valid) }));
}

function isRight(schema: JsonSchema, data: Json, valid: boolean): boolean {
  try {
    return (validatorOf(schema)(data).length === 0) === valid;
  } catch (error) {
    // A reference that leads out of the file, or back to itself through `$dynamicRef`.
    if (error instanceof SchemaCompileError || error instanceof RangeError) return false;
    throw error;
  }
}
