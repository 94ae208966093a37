import type { RunStore } from '@sluice/core';
import { successValues } from '../metrics/case-values.ts';
import { measureMetric } from '../metrics/measure-metric.ts';
import { parseMetric, passMetrics } from '../metrics/metric-name.ts';
import type { MetricValue } from '../metrics/metric-value.ts';
import type { CaseEnd } from '../records/case-end.ts';
import { finalRecords } from '../records/final-records.ts';
import type { SampleTable } from '../records/sample-table.ts';
import { sampleStatus, scoreState } from '../records/sample-table.ts';
import type { EvalDefinition } from '../run/eval-definition.ts';
import type { PreparedDataset } from '../run/prepare-dataset.ts';
import { LabelCounts } from './classification-result.ts';
import { compareVariants } from './compare-variants.ts';
import { decideGates, decideWatches, verdictOf } from './decide-gates.ts';
import type { ChangedCase, EvalResult, VariantResult } from './eval-result.ts';

/** The numbers of each variant, by name. */
export type Tables = Map<string, SampleTable>;

export interface ResultSource {
  readonly definition: EvalDefinition;
  readonly suite: Pick<EvalDefinition, 'gates' | 'watch' | 'scorers'>;
  readonly dataset: Pick<PreparedDataset, 'hash' | 'cases' | 'files' | 'clusters' | 'tags'>;
  readonly runId: string;
  readonly tables: Tables;
  readonly store: RunStore;
  readonly stopped: EvalResult['stopped'];
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Everything that a report shows, from the numbers of the samples. */
export async function buildResult(source: ResultSource): Promise<EvalResult> {
  const { definition, suite, dataset, tables, runId } = source;
  const gates = decideGates(suite.gates, source);
  const facts = await readFacts(source);
  return {
    schema: 'sluice/eval/v1',
    run: runId,
    eval: definition.eval,
    created_at: new Date(source.at).toISOString(),
    status: source.stopped === undefined ? 'complete' : 'incomplete',
    ...(source.stopped === undefined ? {} : { stopped: source.stopped }),
    dataset: { hash: dataset.hash, cases: dataset.cases, files: dataset.files },
    verdict: verdictOf(gates),
    baseline: definition.variants.length > 1 ? definition.baseline : null,
    repeat: definition.repeat,
    seed: definition.seed,
    scorers: definition.scorers.map(({ id }) => id),
    variants: definition.variants.flatMap((variant) => {
      const table = tables.get(variant.name);
      return table === undefined ? [] : [variantResult(variant, table, { source, ...facts })];
    }),
    comparisons: compareVariants(source),
    gates,
    watch: decideWatches(suite.watch, source),
    changed: facts.changed,
    reused: { calls: facts.reusedCalls, saved_usd: facts.savedUsd },
    spent_usd: spentOf(tables),
    hashes: {
      eval: definition.hash,
      plans: Object.fromEntries(definition.variants.map(({ name, plan }) => [name, plan])),
      prices: definition.prices,
    },
    notes: notesOf(source),
  };
}

interface VariantContext {
  readonly source: ResultSource;
  readonly errors: ReadonlyMap<string, Record<string, number>>;
  readonly labels: LabelsByVariant;
}

/** Scorer's id to counts, by variant. */
type LabelsByVariant = ReadonlyMap<string, Map<string, LabelCounts>>;

const reported: readonly string[] = [
  'success_rate',
  'error_rate',
  'cost_per_case',
  'cost_per_success',
  'cost_total',
  'latency_p50',
  'latency_p90',
  'latency_p95',
  'latency_p99',
  'ttft_p50',
  'ttft_p95',
  'input_tokens',
  'output_tokens',
  'retry_rate',
  'fallback_rate',
  'refusal_rate',
  'truncation_rate',
];

function variantResult(
  variant: EvalDefinition['variants'][number],
  table: SampleTable,
  { source, errors, labels }: VariantContext,
): VariantResult {
  const counts = countSamples(table);
  const names = [...source.suite.scorers.map(({ id }) => id), ...reported, ...passMetrics(source.definition.repeat)];
  const clusters = source.dataset.clusters;
  const unknownCost = `no price for ${Object.values(variant.models).join(', ')}`;
  const metrics: Record<string, MetricValue> = {};
  for (const name of names) {
    const metric = parseMetric(name, table.shape);
    if (metric !== undefined) metrics[name] = measureMetric(table, metric, { clusters, unknownCost });
  }
  return {
    name: variant.name,
    models: variant.models,
    ...counts,
    metrics,
    usage: { input_tokens: sum(table, table.inputTokens), output_tokens: sum(table, table.outputTokens) },
    cost_usd: total(table, table.cost),
    judge_cost_usd: total(table, table.judgeCost),
    errors: errors.get(variant.name) ?? {},
    ...classificationsOf(labels.get(variant.name)),
  };
}

function countSamples(table: SampleTable): Pick<VariantResult, 'cases' | 'succeeded' | 'failed' | 'unscored'> {
  const counts = { cases: 0, succeeded: 0, failed: 0, unscored: 0 };
  for (const sample of table.samples()) {
    counts.cases += 1;
    counts[table.status.get(sample) === sampleStatus.succeeded ? 'succeeded' : 'failed'] += 1;
    const states = [...table.scores.values()].map((column) => column.states.get(sample));
    if (states.includes(scoreState.unscored)) counts.unscored += 1;
  }
  return counts;
}

type Column = SampleTable['cost'];

/** Of the known ones; `null` when none is known. */
function sum(table: SampleTable, column: Column): number | null {
  let result: number | null = null;
  for (const sample of table.samples()) {
    const value = column.get(sample);
    if (value !== undefined) result = (result ?? 0) + value;
  }
  return result;
}

/** `null` as soon as one is unknown. */
function total(table: SampleTable, column: Column): number | null {
  let result = 0;
  for (const sample of table.samples()) {
    const value = column.get(sample);
    if (value === undefined) return null;
    result += value;
  }
  return result;
}

function spentOf(tables: Tables): number | null {
  const spent = [...tables.values()].flatMap((table) => [total(table, table.spent), table.replacedSpent ?? null]);
  return spent.includes(null) ? null : spent.reduce<number>((all, one) => all + (one ?? 0), 0);
}

interface Facts {
  readonly labels: LabelsByVariant;
  readonly errors: ReadonlyMap<string, Record<string, number>>;
  readonly changed: readonly ChangedCase[];
  readonly reusedCalls: number;
  readonly savedUsd: number | null;
}

/** What the columns do not hold: types of errors, ids of changed cases, reused calls. One pass over the records. */
async function readFacts(source: ResultSource): Promise<Facts> {
  const errors = new Map<string, Record<string, number>>();
  const labels = new Map<string, Map<string, LabelCounts>>();
  const changes = changedRows(source);
  const changed = new Map<string, ChangedCase & { readonly row: number }>();
  let reusedCalls = 0;
  let savedUsd: number | null = 0;
  for await (const { row, record } of recordsOf(source)) {
    reusedCalls += record.calls.reused;
    countLabels(labels, record);
    if (record.calls.reused > 0) savedUsd = addSaved(savedUsd, record);
    if (record.error) {
      const counts = errors.get(record.variant) ?? {};
      counts[record.error.type] = (counts[record.error.type] ?? 0) + 1;
      errors.set(record.variant, counts);
    }
    const change = changes.get(`${record.variant}/${row}`);
    if (change)
      changed.set(`${record.variant}/${row}`, { case: record.case, candidate: record.variant, ...change, row });
  }
  return { errors, labels, changed: inOrder([...changed.values()]), reusedCalls, savedUsd };
}

/** One pass where no sample was run again. */
function recordsOf({ store, runId, tables }: ResultSource): AsyncIterable<CaseEnd> {
  return [...tables.values()].some(({ replaced }) => replaced > 0)
    ? finalRecords(store, runId)
    : allRecords(store, runId);
}

async function* allRecords(store: RunStore, runId: string): AsyncGenerator<CaseEnd> {
  for await (const { event } of store.readTypes(runId, ['case-end'])) yield event as CaseEnd;
}

function countLabels(into: Map<string, Map<string, LabelCounts>>, { variant, scores }: CaseEnd['record']): void {
  for (const [id, { label }] of Object.entries(scores)) {
    if (label === undefined) continue;
    const byScorer = into.get(variant) ?? new Map<string, LabelCounts>();
    const counts = byScorer.get(id) ?? new LabelCounts();
    counts.add(label);
    into.set(variant, byScorer.set(id, counts));
  }
}

function classificationsOf(
  byScorer: ReadonlyMap<string, LabelCounts> | undefined,
): Pick<VariantResult, 'classifications'> {
  const found = [...(byScorer ?? [])].flatMap(([id, counts]) => {
    const result = counts.result();
    return result === undefined ? [] : [[id, result] as const];
  });
  return found.length === 0 ? {} : { classifications: Object.fromEntries(found) };
}

/** By candidate and row: the order in which samples ended is nobody's business. */
function inOrder(changed: readonly (ChangedCase & { readonly row: number })[]): readonly ChangedCase[] {
  return [...changed]
    .sort((a, b) => (a.candidate === b.candidate ? a.row - b.row : a.candidate < b.candidate ? -1 : 1))
    .map(({ row: _, ...change }) => change);
}

function addSaved(saved: number | null, record: CaseEnd['record']): number | null {
  const cost =
    record.cost_usd === null || record.judge_cost_usd === null ? null : record.cost_usd + record.judge_cost_usd;
  if (saved === null || cost === null || record.spent_usd === null) return null;
  return saved + Math.max(0, cost - record.spent_usd);
}

type Change = Pick<ChangedCase, 'change' | 'metric'>;

/** Rows whose success differs between the baseline and a candidate, as `variant/row`. */
function changedRows({ definition, tables }: ResultSource): ReadonlyMap<string, Change> {
  const changes = new Map<string, Change>();
  const baseline = tables.get(definition.baseline);
  if (baseline === undefined) return changes;
  const before = successValues(baseline);
  for (const { name } of definition.variants) {
    const table = tables.get(name);
    if (name === definition.baseline || table === undefined) continue;
    for (const [row, after] of successValues(table).entries()) {
      const was = before[row];
      if (was === undefined || after === undefined || was === after) continue;
      changes.set(`${name}/${row}`, { change: after > was ? 'improved' : 'regressed', metric: 'success' });
    }
  }
  return changes;
}

function notesOf({ definition }: ResultSource): readonly string[] {
  const models = definition.variants.flatMap((variant) => Object.values(variant.models));
  return [
    ...(definition.simulated
      ? ['Simulated models: these numbers show the tool at work and say nothing about real models.']
      : []),
    ...(models.some((model) => model.startsWith('replay/'))
      ? ['Recorded answers: times and costs are those of the recording.']
      : []),
  ];
}
