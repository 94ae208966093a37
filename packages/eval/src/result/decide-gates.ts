import { type Arms, applyCondition, questionOf } from '../gates/apply-condition.ts';
import { brokenWatches, type Decision } from '../gates/decide/index.ts';
import type { GateCondition } from '../gates/gate-condition.ts';
import { SampleTable } from '../records/sample-table.ts';
import type { ResultSource } from './build-result.ts';
import type { EvalResult, GateResult } from './eval-result.ts';

type Source = Pick<ResultSource, 'definition' | 'tables' | 'dataset' | 'stopped' | 'suite' | 'at'>;

/** Each condition for each variant that it gates. */
export function decideGates(conditions: readonly GateCondition[], source: Source): readonly GateResult[] {
  return conditions.flatMap((condition) =>
    gatedVariants(condition, source).map((variant) =>
      toResult(condition, variant, applyCondition(condition, armsOf(condition, variant, source))),
    ),
  );
}

/** Largest share of false alarms among the watches that are said to be broken. */
const falseDiscoveryRate = 0.1;

/** As `decideGates`; `broken` are those that stand out of the whole list (Benjamini-Hochberg). They block nothing. */
export function decideWatches(conditions: readonly GateCondition[], source: Source): readonly GateResult[] {
  const watched = conditions.flatMap((condition) =>
    gatedVariants(condition, source).map((variant) => ({ condition, variant })),
  );
  const questions = watched.map(({ condition, variant }) => questionOf(condition, armsOf(condition, variant, source)));
  const broken = brokenWatches(questions, falseDiscoveryRate);
  return decideGates(conditions, source).map((result, index) => ({ ...result, broken: broken.has(index) }));
}

/** Invalid before fail before inconclusive before pass. */
export function verdictOf(gates: readonly GateResult[]): EvalResult['verdict'] {
  const verdicts = gates.map(({ verdict }) => verdict);
  return (['invalid', 'fail', 'inconclusive', 'pass'] as const).find((verdict) => verdicts.includes(verdict)) ?? 'none';
}

/** The named one, or every variant but the one compared with; a suite of one variant gates that one. */
function gatedVariants(condition: GateCondition, { definition }: Source): readonly string[] {
  if (condition.variant !== undefined) return [condition.variant];
  const names = definition.variants.map(({ name }) => name);
  const others = names.filter((name) => name !== (condition.baseline ?? definition.baseline));
  return others.length === 0 ? names : others;
}

function armsOf(condition: GateCondition, variant: string, source: Source): Arms {
  const { tables, dataset, definition, suite } = source;
  const candidate = tables.get(variant) ?? noSamples(source);
  const baseline = condition.baseline === undefined ? undefined : (tables.get(condition.baseline) ?? noSamples(source));
  const scorer = condition.metric.kind === 'score' ? condition.metric.scorer : undefined;
  return {
    candidate,
    baseline,
    rows: rowsOf(condition, dataset),
    clusters: dataset.clusters,
    problems: problemsOf(source, variant, condition),
    range: suite.scorers.find(({ id }) => id === scorer)?.range ?? [0, 1],
    seed: definition.seed,
    at: source.at,
  };
}

/** Of a variant that a stored run does not have: every condition about it is invalid. */
function noSamples({ suite, definition }: Source): SampleTable {
  const scorers = suite.scorers.map(({ id, range }) => ({ id, minimum: range[0] }));
  return new SampleTable({ scorers, repeat: definition.repeat });
}

function rowsOf({ on }: GateCondition, { cases, tags }: Source['dataset']): readonly number[] {
  const all = Array.from({ length: cases }, (_, row) => row);
  if (on.length === 0) return all;
  const sets = on.map((alternatives) => new Set(alternatives.flatMap((tag) => tags.get(tag) ?? [])));
  return all.filter((row) => sets.every((rows) => rows.has(row)));
}

/** A gate decides on a whole case set: samples that were not run are no data. */
function problemsOf(
  { tables, dataset, definition }: Source,
  variant: string,
  { baseline }: GateCondition,
): readonly string[] {
  const wanted = dataset.cases * definition.repeat;
  return [variant, ...(baseline === undefined ? [] : [baseline])].flatMap((name) => {
    const table = tables.get(name);
    if (table === undefined) return [`there are no records of ${name}`];
    const ran = [...table.samples()].length;
    return ran < wanted ? [`${wanted - ran} of ${wanted} samples of ${name} were not run`] : [];
  });
}

function toResult(condition: GateCondition, variant: string, decision: Decision): GateResult {
  const { start, file } = condition.at;
  return {
    condition: condition.text,
    variant,
    verdict: decision.verdict,
    estimate: decision.estimate,
    low: finite(decision.low),
    high: finite(decision.high),
    bound: decision.bound,
    unit: unitOf(condition),
    confidence: decision.confidence,
    method: decision.method,
    n: decision.n,
    needed: decision.needed,
    ...(decision.neededIfNoDifference === undefined ? {} : { needed_if_equal: decision.neededIfNoDifference }),
    reason: decision.reason,
    at: `${file}:${start.line}:${start.column}`,
  };
}

function unitOf({ metric, comparison }: GateCondition): GateResult['unit'] {
  if ('of' in comparison && comparison.of === 'baseline') return 'x';
  if (metric.kind === 'latency') return 's';
  if (metric.kind.startsWith('cost')) return 'usd';
  return 'of' in comparison ? '%' : 'points';
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
