import {
  compileValue,
  isError,
  type JsonSchema,
  type LocatedJson,
  type TypeEnvironment,
  type Value,
  validateLocated,
} from '@sluice/core';
import { builtinMetrics } from '../metrics/metric-name.ts';
import { builtinScorers } from '../scorers/builtin.ts';
import type { Normalisation } from '../scorers/normalise.ts';
import type { ScorerKind } from '../scorers/scorer-kind.ts';
import { scorerCommonKeys } from './eval-schema.ts';
import type { CompiledScorer } from './eval-suite.ts';
import { fieldsOf } from './fields-of.ts';
import {
  badScorerConfig,
  computedLiteral,
  duplicateName,
  missingFile,
  noScorerKind,
  reservedName,
  severalScorerKinds,
  unknownJudge,
  unknownStep,
} from './problems.ts';
import type { SuiteContext } from './suite-context.ts';

/** Every scorer of the file, compiled; also the modules that they call, for the suite's hash. */
export function readScorers(context: SuiteContext, environment: TypeEnvironment): readonly CompiledScorer[] {
  const seen = new Set<string>();
  return (context.root.get('scorers')?.items() ?? []).flatMap((source) => {
    const { id } = fieldsOf(source);
    if (typeof id !== 'string') return [];
    if (seen.has(id)) context.report(duplicateName.at(source.at('id'), { what: 'scorers', name: id }));
    if (builtinMetrics.includes(id)) context.report(reservedName.at(source.at('id'), { name: id }));
    seen.add(id);
    const kind = kindOf(source, id, context);
    const scorer = kind && readScorer({ source, id, kind }, context, environment);
    return scorer === undefined ? [] : [scorer];
  });
}

function kindOf(source: LocatedJson, id: string, { report }: SuiteContext): ScorerKind | undefined {
  const names = builtinScorers.map(({ name }) => name);
  const keys = Object.keys(fieldsOf(source)).filter((key) => !scorerCommonKeys.includes(key));
  const kinds = builtinScorers.filter(({ name }) => keys.includes(name));
  if (kinds.length > 1) report(severalScorerKinds.at(source.at(), { id, kinds: kinds.map(({ name }) => name) }));
  // A misspelt kind is an unknown key already.
  if (keys.length === 0) report(noScorerKind.at(source.at('id'), { id, known: names }));
  return kinds.length === 1 ? kinds[0] : undefined;
}

interface ScorerSource {
  readonly source: LocatedJson;
  readonly id: string;
  readonly kind: ScorerKind;
}

function readScorer(
  { source, id, kind }: ScorerSource,
  context: SuiteContext,
  environment: TypeEnvironment,
): CompiledScorer | undefined {
  const json = fieldsOf(source);
  const located = source.get(kind.name);
  if (located === undefined) return undefined;
  checkLiterals(located, kind, context);
  const step = readStep(source, context);
  const config = compile(located, true, { context, environment });
  const when = source.get('when');
  const condition = when && compile(when, { type: 'boolean' }, { context, environment });
  if (config === undefined) return undefined;
  return {
    id,
    kind,
    config,
    ...(condition === undefined ? {} : { when: condition }),
    ...(step === undefined ? {} : { step }),
    weight: typeof json.weight === 'number' ? json.weight : 1,
    ...(typeof json.threshold === 'number' ? { threshold: json.threshold } : {}),
    not: json.not === true,
    normalise: (Array.isArray(json.normalise) ? json.normalise : []) as readonly Normalisation[],
    range: kind.range,
  };
}

interface Compiling {
  readonly context: SuiteContext;
  readonly environment: TypeEnvironment;
}

function compile(source: LocatedJson, expected: JsonSchema, { context, environment }: Compiling): Value | undefined {
  return compileValue(source, { expected, environment, report: context.report }).value;
}

function checkLiterals(located: LocatedJson, kind: ScorerKind, context: SuiteContext): void {
  const config = fieldsOf(located);
  let literal = true;
  for (const field of kind.literals) {
    const value = config[field];
    if (typeof value !== 'string' || !/^\s*\$\{/u.test(value)) continue;
    context.report(computedLiteral.at(located.at(field), { field }));
    literal = false;
  }
  if (!literal) return;
  checkJudge(located, context);
  // Fields of a wrong type are findings of the schema: a check of the kind may rely on types.
  if (validateLocated(located, kind.config).some(isError)) return;
  const problem = kind.check?.(config);
  if (problem) context.report(badScorerConfig.at(located.at(problem.field), problem));
  if (kind.name === 'module') checkModule(located, context);
}

/** A judge that is not found would leave every case unscored, after they were paid for. */
function checkJudge(located: LocatedJson, { aliases, report }: SuiteContext): void {
  const { model } = fieldsOf(located);
  if (typeof model !== 'string' || model.includes('/') || Object.hasOwn(aliases, model)) return;
  report(unknownJudge.at(located.at('model'), { name: model, known: Object.keys(aliases) }));
}

function checkModule(located: LocatedJson, { file, options, report }: SuiteContext): void {
  const [path = '', name = ''] = String(fieldsOf(located).call).split('#');
  const problem = options.modules.problem({ file: options.files.resolve(file, path), name });
  if (problem === undefined) return;
  const what = problem.kind === 'no-export' ? `function \`${name}\` exported by` : 'module';
  report(missingFile.at(located.at('call'), { path, what }));
}

function readStep(source: LocatedJson, { plan, report }: SuiteContext): string | undefined {
  const name = fieldsOf(source).step;
  if (typeof name !== 'string') return undefined;
  const known = plan.main.nodes.map(({ id }) => id);
  if (!known.includes(name)) report(unknownStep.at(source.at('step'), { name, known }));
  return name;
}
