import {
  compileValue,
  type Diagnostic,
  isError,
  type JsonObject,
  type JsonSchema,
  type LocatedJson,
  type Parsed,
  parseYaml,
  type SourceText,
  sortDiagnostics,
  type TypeEnvironment,
  type Value,
  validateLocated,
} from '@sluice/core';
import { caseEnvironment } from './case-environment.ts';
import { evalSchema } from './eval-schema.ts';
import type { EvalSuite, Variant } from './eval-suite.ts';
import { fieldsOf } from './fields-of.ts';
import { missingInput, unknownVariant } from './problems.ts';
import { readDataset } from './read-dataset.ts';
import { readGates } from './read-gates.ts';
import { readInputs } from './read-inputs.ts';
import { readAliases } from './read-model-override.ts';
import { readRoots } from './read-roots.ts';
import { readScorers } from './read-scorers.ts';
import { readTarget } from './read-target.ts';
import { readVariants } from './read-variants.ts';
import type { SuiteContext, SuiteOptions } from './suite-context.ts';
import { suiteHash } from './suite-hash.ts';

/** What came of an eval file. `skipped`: a root that it needs is not set here. */
export type ParsedSuite = Parsed<EvalSuite> & { readonly skipped?: Diagnostic };

/** Reads an eval file: all findings in one pass, sorted by place. Calls nothing and reads no dataset. */
export function parseEvalSuite(source: SourceText, options: SuiteOptions): ParsedSuite {
  const parsed = parseYaml(source);
  if (!parsed.ok) return parsed;
  const root = parsed.value;
  const findings: Diagnostic[] = [...parsed.warnings, ...validateLocated(root, evalSchema())];
  const report = (finding: Diagnostic): void => void findings.push(finding);
  const { paths: roots, absent } = readRoots(root, source.path, options);
  if (absent) return { ok: false, diagnostics: [absent], skipped: absent };
  if (root.value === null || typeof root.value !== 'object' || Array.isArray(root.value)) {
    return { ok: false, diagnostics: sortDiagnostics(findings) };
  }
  const suite = readSuite({ source, root, roots, report }, options);
  const diagnostics = sortDiagnostics(distinct(findings));
  if (suite === undefined || diagnostics.some(isError)) return { ok: false, diagnostics };
  return { ok: true, value: suite, warnings: diagnostics };
}

/** What every cell of a matrix has wrong is told once. */
function distinct(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  const keyed = findings.map((one) => [`${one.at.start.offset} ${one.code} ${one.message}`, one] as const);
  return [...new Map(keyed).values()];
}

interface Reading {
  readonly source: SourceText;
  readonly root: LocatedJson;
  readonly roots: { readonly [name: string]: string };
  readonly report: (finding: Diagnostic) => void;
}

function readSuite({ source, root, roots, report }: Reading, options: SuiteOptions): EvalSuite | undefined {
  const json = root.value as JsonObject;
  const paths = { file: source.path, roots, options, report };
  const aliases = { ...options.aliases, ...readAliases(root.get('models'), paths) };
  const planning = { ...options, aliases };
  const target = readTarget(root, { ...paths, options: planning }, planning);
  const dataset = readDataset(root, paths);
  if (target === undefined) return undefined;
  const context: SuiteContext = { ...paths, options: planning, root, json, plan: target.plan, aliases };
  const environment = caseEnvironment(target.plan);
  const scorers = readScorers(context, environment);
  const variants = readVariants(context, target.source);
  const names = variants.map(({ name }) => name);
  const baseline = readBaseline(context, names);
  const gating = { scorers: scorerIds(root), variants: names, baseline, report };
  const success = compileOptional(
    root.get('success'),
    { type: 'boolean' },
    { environment: withScores(environment, gating.scorers), report },
  );
  const output = compileOptional(root.get('output'), true, { environment, report });
  const inputs = readInputs(root.get('inputs'), context);
  checkGiven(context, variants);
  if (dataset === undefined || variants.length === 0) return undefined;
  return {
    name: String(json.name),
    file: source.path,
    hash: suiteHash(context, variants),
    dataset,
    inputs,
    ...(output === undefined ? {} : { output }),
    variants,
    baseline,
    repeat: numberOr(json.repeat, 1),
    scorers,
    ...(success === undefined ? {} : { success }),
    gates: readGates(root.get('gates'), gating),
    watch: readGates(root.get('watch'), gating),
    onInconclusive: json.on_inconclusive as EvalSuite['onInconclusive'],
    budget: fieldsOf(root.get('budget')) as EvalSuite['budget'],
    concurrency: numberOr(json.concurrency, 20),
    seed: numberOr(json.seed, 1),
    aliases,
  };
}

/** As the file writes them: a gate that names a broken scorer is not wrong for that. */
function scorerIds(root: LocatedJson): readonly string[] {
  return (root.get('scorers')?.items() ?? []).flatMap(({ value }) => {
    const id = (value as JsonObject | null)?.id;
    return typeof id === 'string' ? [id] : [];
  });
}

interface Compiling {
  readonly environment: TypeEnvironment;
  readonly report: (finding: Diagnostic) => void;
}

function compileOptional(
  source: LocatedJson | undefined,
  expected: JsonSchema,
  { environment, report }: Compiling,
): Value | undefined {
  return source && compileValue(source, { expected, environment, report }).value;
}

/** An input that no variant and not the suite gives would fail every case. */
function checkGiven({ root, plan, report }: SuiteContext, variants: readonly Variant[]): void {
  const source = root.get('inputs');
  const given = fieldsOf(source);
  for (const [name, spec] of Object.entries(plan.inputs)) {
    const everywhere = variants.length > 0 && variants.every((variant) => Object.hasOwn(variant.inputs, name));
    if (spec.required && !Object.hasOwn(given, name) && !everywhere)
      report(missingInput.at(source?.at() ?? root.at(), { name }));
  }
}

function readBaseline({ root, json, report }: SuiteContext, names: readonly string[]): string {
  if (json.baseline === undefined) return names[0] ?? '';
  const name = String(json.baseline);
  if (!names.includes(name)) report(unknownVariant.at(root.at('baseline'), { name, known: names }));
  return name;
}

function withScores(environment: TypeEnvironment, scorers: readonly string[]): TypeEnvironment {
  const number = { type: 'number' };
  const scores = {
    type: 'object',
    properties: Object.fromEntries(scorers.map((id) => [id, number])),
    required: scorers,
    additionalProperties: false,
  };
  return { ...environment, locals: { ...environment.locals, scores } };
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}
