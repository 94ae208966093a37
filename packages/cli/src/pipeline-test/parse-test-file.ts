import {
  type Diagnostic,
  type Json,
  type JsonObject,
  type LocatedJson,
  type Parsed,
  type Plan,
  parseYaml,
  type SourceText,
  validateLocated,
} from '@sluice/core';
import * as problems from './problems.ts';
import { addressOf, stepAddresses } from './step-address.ts';
import type { Expectation, Mocks, TestCase, TestFile } from './test-file.ts';
import { testSchema } from './test-schema.ts';

export interface TestFileOptions {
  /** The pipeline that a test file names, planned; `undefined` where there is no such file. */
  readonly planOf: (path: string) => Parsed<Plan> | undefined;
  /** A path as seen from the test file. */
  readonly resolve: (from: string, relative: string) => string;
}

export interface ParsedTests {
  readonly file: TestFile;
  readonly plan: Plan;
}

/** A test file, checked by its schema and against its pipeline: every finding, those of the pipeline included. */
export function parseTestFile(source: SourceText, options: TestFileOptions): Parsed<ParsedTests> {
  const parsed = parseYaml(source);
  if (!parsed.ok) return parsed;
  const root = parsed.value;
  const shape = validateLocated(root, testSchema());
  if (shape.length > 0) return { ok: false, diagnostics: shape };
  const named = root.get('pipeline');
  const relative = typeof named?.value === 'string' ? named.value : pipelineBeside(source.path);
  const path = options.resolve(source.path, relative);
  const planned = options.planOf(path);
  const place = named?.at() ?? root.at('cases');
  if (planned === undefined) return { ok: false, diagnostics: [problems.noPipeline.at(place, { path: relative })] };
  if (!planned.ok) return planned;
  const plan = planned.value;
  const findings = check(root, plan);
  if (findings.length > 0) return { ok: false, diagnostics: findings };
  const file = { file: source.path, pipeline: path, cases: casesOf(root) };
  return { ok: true, value: { file, plan }, warnings: parsed.warnings };
}

/** `x.test.yaml` tests `x.yaml`. */
function pipelineBeside(path: string): string {
  const name = path.split(/[/\\]/u).at(-1) ?? '';
  return `./${name.replace(/\.test\.(ya?ml)$/u, '.$1')}`;
}

function casesOf(root: LocatedJson): readonly TestCase[] {
  const shared = objectAt(root, 'inputs');
  const sharedMocks = objectAt(root, 'mocks');
  return (root.get('cases')?.items() ?? []).map((item) => ({
    name: String(item.get('name')?.value),
    at: item.at('name'),
    inputs: { ...shared, ...objectAt(item, 'inputs') },
    mocks: { ...sharedMocks, ...objectAt(item, 'mocks') } as unknown as Mocks,
    expect: objectAt(item, 'expect') as Expectation,
  }));
}

function objectAt(located: LocatedJson, key: string): JsonObject {
  return (located.get(key)?.value ?? {}) as JsonObject;
}

function check(root: LocatedJson, plan: Plan): readonly Diagnostic[] {
  const addresses = [...stepAddresses(plan).keys()];
  const cases = root.get('cases')?.items() ?? [];
  const names = cases.map((item) => item.get('name')?.value);
  return [
    ...checkMocks(root.get('mocks'), addresses),
    ...checkNames(root.get('inputs'), Object.keys(plan.inputs), problems.unknownInput),
    ...cases.flatMap((item, index) => [
      ...(names.indexOf(names[index]) < index
        ? [problems.sameName.at(item.at('name'), { name: String(names[index]) })]
        : []),
      ...checkMocks(item.get('mocks'), addresses),
      ...checkInputs(item, root, plan),
      ...checkNames(item.get('expect', 'outputs'), Object.keys(plan.outputs), problems.unknownOutput),
      ...checkAddresses(item.get('expect', 'steps'), addresses),
      ...checkAddresses(item.get('expect', 'calls'), addresses),
    ]),
  ];
}

function checkNames(
  located: LocatedJson | undefined,
  known: readonly string[],
  problem: typeof problems.unknownInput,
): readonly Diagnostic[] {
  if (located === undefined) return [];
  return located
    .entries()
    .filter(([name]) => !known.includes(name))
    .map(([name]) => problem.at(located.keyAt(name), { name, known }));
}

function checkAddresses(located: LocatedJson | undefined, known: readonly string[]): readonly Diagnostic[] {
  if (located === undefined) return [];
  return located
    .entries()
    .filter(([name]) => !known.includes(addressOf(name)))
    .map(([name]) => problems.unknownStep.at(located.keyAt(name), { name, known }));
}

function checkMocks(located: LocatedJson | undefined, addresses: readonly string[]): readonly Diagnostic[] {
  if (located === undefined) return [];
  const shapes = located.entries().flatMap(([name, mock]) => {
    const answers = mock.get('sequence')?.items() ?? [];
    const wrong = [mock, ...answers].filter((one) => !hasOneAnswer(one.value, one === mock));
    return wrong.map((one) => problems.emptyMock.at(one === mock ? located.keyAt(name) : one.at(), { name }));
  });
  return [...checkAddresses(located, addresses), ...shapes];
}

function hasOneAnswer(mock: Json, top: boolean): boolean {
  const given = ['output', 'error', ...(top ? ['sequence'] : [])].filter((key) => Object.hasOwn(mock as object, key));
  return given.length === 1;
}

function checkInputs(item: LocatedJson, root: LocatedJson, plan: Plan): readonly Diagnostic[] {
  const own = item.get('inputs');
  const shared = root.get('inputs');
  const unknown = checkNames(own, Object.keys(plan.inputs), problems.unknownInput);
  const wrong = Object.entries(plan.inputs).flatMap(([name, spec]) => {
    const located = own?.get(name) ?? shared?.get(name);
    if (located === undefined) {
      return spec.required ? [problems.badInput.at(item.at('name'), { name, problem: 'is missing' })] : [];
    }
    const [problem] = spec.validate?.(located.value) ?? [];
    return problem === undefined ? [] : [problems.badInput.at(located.at(), { name, problem: problem.trim() })];
  });
  return [...unknown, ...wrong];
}
