import {
  costValues,
  errorValues,
  eventValues,
  gateLatencies,
  passValues,
  successValues,
  tokenValues,
} from '../metrics/case-values.ts';
import type { MetricName } from '../metrics/metric-name.ts';
import type { SampleTable } from '../records/sample-table.ts';
import { scoreState } from '../records/sample-table.ts';
import type { ClusterId } from '../statistics/index.ts';
import type { ArmRecords, CaseScore, Condition, Decision, Measure, Question } from './decide/index.ts';
import { decide } from './decide/index.ts';
import type { GateCondition } from './gate-condition.ts';

export interface Arms {
  readonly candidate: SampleTable;
  readonly baseline: SampleTable | undefined;
  /** Rows of the dataset that count, in order: all, or a slice. */
  readonly rows: readonly number[];
  readonly clusters: readonly ClusterId[] | undefined;
  readonly problems: readonly string[];
  /** Of the scorer, for sequential methods. */
  readonly range: readonly [number, number];
  readonly seed: number;
  /** When the evaluation was run, in milliseconds since 1970. */
  readonly at: number;
}

/** Decides one condition for one variant from the numbers of its samples. */
export function applyCondition(condition: GateCondition, arms: Arms): Decision {
  const question = questionOf(condition, arms);
  return decide(question.condition, question.records);
}

/** The condition in the terms of the decision rules, with the records that it is about. */
export function questionOf(condition: GateCondition, arms: Arms): Question {
  const measure = measureOf(condition.metric);
  const asked: Condition = {
    measure,
    comparison: condition.comparison,
    confidence: condition.confidence,
    direction: isGood(condition.metric) ? 'higher' : 'lower',
    safety: condition.safety,
    range: arms.range,
    seed: arms.seed,
  };
  const records = {
    candidate: armOf(arms.candidate, condition.metric, arms.rows),
    ...(arms.baseline ? { baseline: armOf(arms.baseline, condition.metric, arms.rows) } : {}),
    ...(arms.clusters ? { clusters: arms.rows.map((row) => arms.clusters?.[row] ?? row) } : {}),
    problems: [...arms.problems, ...staleProblems(condition, arms)],
  };
  return { condition: asked, records };
}

/** Days that a cached answer's time says something about the model of today. */
const latencyMaxAgeDays = 7;

function staleProblems(
  { metric, baseline: other }: GateCondition,
  { candidate, baseline, at }: Arms,
): readonly string[] {
  if (metric.kind !== 'latency') return [];
  const before = at - latencyMaxAgeDays * 86_400_000;
  return [candidate, ...(other !== undefined && baseline ? [baseline] : [])].flatMap((table) => {
    const { stale } = gateLatencies(table, metric.of, before);
    return stale === 0
      ? []
      : [`the times of ${stale} samples are of cached answers older than ${latencyMaxAgeDays} days`];
  });
}

function measureOf(metric: MetricName): Measure {
  switch (metric.kind) {
    case 'cost_per_success':
      return { kind: 'cost-per-success' };
    case 'cost_per_case':
    case 'cost_total':
      return { kind: 'mean-cost' };
    case 'latency':
      return { kind: 'latency', quantile: metric.percentile };
    case 'error_rate':
      return { kind: 'error-rate' };
    default:
      return { kind: 'score' };
  }
}

function isGood(metric: MetricName): boolean {
  return metric.kind === 'score' || metric.kind === 'success_rate' || metric.kind === 'pass';
}

function armOf(table: SampleTable, metric: MetricName, rows: readonly number[]): ArmRecords {
  const pick = <T>(values: readonly T[]): (T | undefined)[] => rows.map((row) => values[row]);
  switch (metric.kind) {
    case 'score':
      return { scores: rows.map((row) => caseScore(table, metric.scorer, row)) };
    case 'success_rate':
      return { scores: pick(successValues(table)).map((value) => value ?? 'unscored') };
    case 'pass':
      return { scores: pick(passValues(table, metric.of, metric.k)).map((value) => value ?? 'unscored') };
    case 'event_rate':
      return { scores: pick(eventValues(table, metric.event)).map((value) => value ?? 'unscored') };
    case 'latency':
      return { latencies: pick(gateLatencies(table, metric.of, 0).values), errors: errorShares(table, rows) };
    case 'tokens':
      return { scores: pick(tokenValues(table, metric.of)).map((value) => value ?? 'unscored') };
    case 'error_rate':
      return { errors: errorShares(table, rows) };
    default:
      return {
        costs: pick(costValues(table)),
        successes: pick(successValues(table)).map((value) => value ?? 0),
      };
  }
}

/** Of a case that was not run: a failure. */
function errorShares(table: SampleTable, rows: readonly number[]): readonly number[] {
  const errors = errorValues(table);
  return rows.map((row) => errors[row] ?? 1);
}

function caseScore(table: SampleTable, scorer: string, row: number): CaseScore {
  const column = table.scores.get(scorer);
  const values: number[] = [];
  let applies = false;
  for (let repeat = 0; repeat < table.shape.repeat; repeat += 1) {
    const sample = row * table.shape.repeat + repeat;
    const state = column?.states.get(sample) ?? scoreState.notApplicable;
    if (state === scoreState.notApplicable) continue;
    applies = true;
    const value = state === scoreState.unscored ? undefined : column?.values.get(sample);
    if (value !== undefined) values.push(value);
  }
  if (!applies) return 'inapplicable';
  return values.length === 0 ? 'unscored' : values.reduce((sum, value) => sum + value, 0) / values.length;
}
