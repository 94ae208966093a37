import { tests } from '@bufbuild/cel-spec/testdata/conformance.js';
import type { SerializedIncrementalTestSuite } from '@bufbuild/cel-spec/testdata/tests.js';
import { expect, test } from 'vitest';
import type { Json } from '../../json.ts';
import { compileExpression } from '../compile.ts';
import { locateText } from '../located-text.ts';
import { createEnvironment } from './engine.ts';
import { jsonEquals } from './json-equals.ts';

/** The suites without extensions and without protobuf; cases in them that need messages are left out too. */
const coreSuites = [
  'basic',
  'comparisons',
  'conversions',
  'fields',
  'fp_math',
  'integer_math',
  'lists',
  'logic',
  'macros',
  'namespace',
  'parse',
  'plumbing',
  'string',
];

interface Case {
  readonly name: string;
  readonly expr: string;
  readonly bindings: Readonly<Record<string, unknown>>;
  readonly expected: Value | 'error';
}

type Value = Readonly<Record<string, unknown>>;

const cases = coreSuites.flatMap((name) => {
  const suite = tests.suites?.find((candidate: SerializedIncrementalTestSuite) => candidate.name === name);
  if (suite === undefined) throw new Error(`the package has no suite ${name}`);
  return casesOf(suite, '');
});

test('the engine deviates from the CEL specification exactly as listed', async () => {
  const environment = createEnvironment({ nodes: 100_000, depth: 250 });
  const deviations = cases.filter(({ expr, bindings, expected }) => {
    const result = attempt(() => environment.evaluate(expr, { ...bindings }) as unknown);
    return expected === 'error' ? result.ok : !(result.ok && hasValue(result.value, expected));
  });
  report('engine', cases.length, deviations);
  await expect(listing(deviations)).toMatchFileSnapshot('./conformance/engine-deviations.txt');
});

test('what the language admits means what CEL says, except as listed', async () => {
  const admitted = cases.flatMap((found) => {
    const locals = Object.fromEntries(Object.keys(found.bindings).map((name) => [name, true]));
    const text = locateText({ path: 'case.cel', text: found.expr });
    const { value } = compileExpression(text, { inputs: true, steps: {}, locals });
    return value === undefined ? [] : [{ ...found, expression: value }];
  });
  const deviations = admitted.filter(({ expression, bindings, expected }) => {
    const scope = { inputs: {}, steps: {}, run: { id: '', started_at: '' }, locals: toJson(bindings) as never };
    const result = attempt(() => expression.evaluate(scope));
    if (expected === 'error') return result.ok;
    return !(result.ok && jsonEquals(result.value, toJson(fromValue(expected))));
  });
  report('language', admitted.length, deviations);
  await expect(listing(deviations)).toMatchFileSnapshot('./conformance/language-deviations.txt');
});

function casesOf(suite: SerializedIncrementalTestSuite, path: string): readonly Case[] {
  const here = path === '' ? suite.name : `${path}/${suite.name}`;
  const own = (suite.tests ?? []).flatMap(({ original }) => {
    const given = original as {
      expr: string;
      name?: string;
      value?: Value;
      bindings?: Record<string, { value: Value }>;
    };
    if (JSON.stringify(original).includes('TestAllTypes') || 'checkOnly' in original) return [];
    const bindings = Object.entries(given.bindings ?? {}).map(([name, { value }]) => [name, fromValue(value)] as const);
    const fails = 'evalError' in original;
    const expected = fails ? 'error' : (given.value ?? { boolValue: true });
    const name = `${here}/${given.name ?? given.expr}`;
    return [{ name, expr: given.expr, bindings: Object.fromEntries(bindings), expected } satisfies Case];
  });
  return [...own, ...(suite.suites ?? []).flatMap((inner) => casesOf(inner, here))];
}

/** A value of the cases as the engine takes it. */
function fromValue(value: Value): unknown {
  const [kind = '', found] = Object.entries(value)[0] ?? [];
  switch (kind) {
    case 'int64Value':
      return BigInt(found as string);
    case 'doubleValue':
      return Number(found);
    case 'listValue':
      return ((found as { values?: Value[] }).values ?? []).map(fromValue);
    case 'mapValue': {
      const { entries = [] } = found as { entries?: { key: Value; value: Value }[] };
      return Object.fromEntries(entries.map((entry) => [String(fromValue(entry.key)), fromValue(entry.value)]));
    }
    case 'nullValue':
      return null;
    default:
      return found;
  }
}

function hasValue(actual: unknown, expected: Value): boolean {
  const [kind = '', found] = Object.entries(expected)[0] ?? [];
  switch (kind) {
    case 'int64Value':
      return typeof actual === 'bigint' && actual === BigInt(found as string);
    case 'uint64Value':
      return typeof actual === 'object' && actual !== null && String(actual.valueOf()) === String(found);
    case 'doubleValue':
      return typeof actual === 'number' && Object.is(actual + 0, Number(found) + 0);
    case 'bytesValue':
      return actual instanceof Uint8Array && Buffer.from(actual).toString('base64') === found;
    case 'typeValue':
      return String((actual as { name?: string } | undefined)?.name ?? actual) === String(found);
    case 'listValue': {
      const { values = [] } = found as { values?: Value[] };
      return (
        Array.isArray(actual) &&
        actual.length === values.length &&
        values.every((item, at) => hasValue(actual[at], item))
      );
    }
    case 'mapValue': {
      const { entries = [] } = found as { entries?: { key: Value; value: Value }[] };
      if (typeof actual !== 'object' || actual === null || Object.keys(actual).length !== entries.length) return false;
      return entries.every(({ key, value }) =>
        hasValue((actual as Record<string, unknown>)[String(fromValue(key))], value),
      );
    }
    default:
      return actual === fromValue(expected);
  }
}

/** Whole numbers as the language gives them back. */
function toJson(value: unknown): Json {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value as Json;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]));
}

function attempt<T>(run: () => T): { readonly ok: true; readonly value: T } | { readonly ok: false } {
  try {
    return { ok: true, value: run() };
  } catch {
    return { ok: false };
  }
}

function listing(deviations: readonly Case[]): string {
  return deviations.map(({ name, expr }) => `${name}: ${expr.replace(/\s+/g, ' ')}\n`).join('');
}

function report(what: string, total: number, deviations: readonly Case[]): void {
  console.log(
    `CEL conformance, ${what}: ${total - deviations.length} of ${total} cases of ${coreSuites.length} suites`,
  );
}
