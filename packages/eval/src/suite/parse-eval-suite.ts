import { createHash } from 'node:crypto';
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
import { canonicalJson } from '../run/canonical-json.ts';
import { caseEnvironment } from './case-environment.ts';
import { evalSchema } from './eval-schema.ts';
import type { DatasetSpec, EvalSuite, Variant } from './eval-suite.ts';
import { missingFile, missingInput, unknownInput, unknownVariant } from './problems.ts';
import { readGates } from './read-gates.ts';
import { readAliases } from './read-model-override.ts';
import { readRoots, resolvePath } from './read-roots.ts';
import { readScorers } from './read-scorers.ts';
import { readTarget } from './read-target.ts';
import { readVariants } from './read-variants.ts';
import type { SuiteContext, SuiteOptions } from './suite-context.ts';

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
  if (findings.some(isError) && (root.value === null || typeof root.value !== 'object')) {
    return { ok: false, diagnostics: sortDiagnostics(findings) };
  }
  const suite = readSuite({ source, root, roots, report }, options);
  const diagnostics = sortDiagnostics(findings);
  if (suite === undefined || diagnostics.some(isError)) return { ok: false, diagnostics };
  return { ok: true, value: suite, warnings: diagnostics };
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
  const inputs = readInputs(context, variants);
  if (dataset === undefined || variants.length === 0) return undefined;
  return {
    name: String(json.name),
    file: source.path,
    hash: hashOf(context, variants),
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
    budget: (json.budget ?? {}) as EvalSuite['budget'],
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

function readDataset(root: LocatedJson, context: Parameters<typeof resolvePath>[2]): DatasetSpec | undefined {
  const source = root.get('dataset');
  if (source === undefined) return undefined;
  const spec = (typeof source.value === 'string' ? { path: source.value } : source.value) as JsonObject;
  const located = typeof source.value === 'string' ? source : (source.get('path') ?? source);
  const list = Array.isArray(spec.path) ? located.items() : [located];
  const paths = list.flatMap((item) => {
    if (item.value === '-') return ['-'];
    const path = resolvePath(String(item.value), item, context);
    if (path === undefined) return [];
    if (!/[*?[\]{}]/u.test(path) && !context.options.exists(path)) {
      context.report(missingFile.at(item.at(), { path: String(item.value), what: 'dataset' }));
    }
    return [path];
  });
  const environment: TypeEnvironment = { inputs: { type: 'object' }, steps: {}, locals: { row: true } };
  const compiling = { environment, report: context.report };
  const part = (key: string, expected: JsonSchema): Value | undefined =>
    compileOptional(source.get(key), expected, compiling);
  const [id, cluster] = [part('id', true), part('cluster', true)];
  const [tags, filter] = [part('tags', { type: 'array' }), part('filter', { type: 'boolean' })];
  return {
    paths,
    ...(id === undefined ? {} : { id }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(tags === undefined ? {} : { tags }),
    ...(filter === undefined ? {} : { filter }),
    ...(typeof spec.split === 'string' ? { split: spec.split } : {}),
    ...(typeof spec.limit === 'number' ? { limit: spec.limit } : {}),
    ...(typeof spec.sample === 'number' ? { sample: spec.sample } : {}),
  };
}

function readInputs(
  { root, plan, report }: SuiteContext,
  variants: readonly Variant[],
): { readonly [name: string]: Value } {
  const source = root.get('inputs');
  const environment: TypeEnvironment = { inputs: { type: 'object' }, steps: {}, locals: { row: true } };
  const known = Object.keys(plan.inputs);
  const inputs: Record<string, Value> = {};
  for (const [name, located] of source?.entries() ?? []) {
    const spec = plan.inputs[name];
    if (spec === undefined) report(unknownInput.at(source?.keyAt(name) ?? root.at(), { name, known }));
    const { value } = compileValue(located, { expected: spec?.schema ?? true, environment, report });
    if (value !== undefined) inputs[name] = value;
  }
  const given = new Set([...(source?.entries() ?? []).map(([name]) => name)]);
  for (const [name, spec] of Object.entries(plan.inputs)) {
    const everywhere = variants.length > 0 && variants.every((variant) => Object.hasOwn(variant.inputs, name));
    if (spec.required && !given.has(name) && !everywhere) report(missingInput.at(source?.at() ?? root.at(), { name }));
  }
  return inputs;
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

/** The file's content without its names for folders, with the plans' and the modules' hashes. */
function hashOf({ json, root, options, file }: SuiteContext, variants: readonly Variant[]): string {
  const modules = (root.get('scorers')?.items() ?? []).flatMap((scorer) => {
    const call = (scorer.get('module')?.value as JsonObject | undefined)?.call;
    if (typeof call !== 'string') return [];
    const [path = '', name = ''] = call.split('#');
    const ref = { file: options.files.resolve(file, path), name };
    return options.modules.problem(ref) === undefined ? [options.modules.hash(ref)] : [];
  });
  const { roots: _roots, gates: _gates, watch: _watch, concurrency: _concurrency, description: _, ...rest } = json;
  const identity = canonicalJson({ ...rest, $plans: variants.map(({ plan }) => plan.hash), $modules: modules });
  return createHash('sha256').update(identity).digest('hex');
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}
