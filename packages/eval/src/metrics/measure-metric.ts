import { effectiveClusters } from '../gates/decide/cluster-problem.ts';
import type { SampleTable } from '../records/sample-table.ts';
import {
  automaticInterval,
  automaticMean,
  automaticRate,
  type ClusterId,
  clusteredQuantile,
  costPerSuccessInterval,
  isYesNo,
  quantileInterval,
} from '../statistics/index.ts';
import type { CaseValues } from './case-values.ts';
import {
  costValues,
  errorValues,
  eventValues,
  latencyValues,
  passValues,
  scoreValues,
  successValues,
  tokenValues,
} from './case-values.ts';
import type { MetricName } from './metric-name.ts';
import type { MetricValue } from './metric-value.ts';
import { knownMetric, unknownMetric } from './metric-value.ts';

export interface MeasureOptions {
  /** Parallel to the rows; rows of one cluster are not independent. */
  readonly clusters?: readonly ClusterId[] | undefined;
  readonly confidence?: number;
  /** Why costs are unknown, for the reader. */
  readonly unknownCost?: string;
}

/** One metric of one variant with its interval. */
export function measureMetric(table: SampleTable, metric: MetricName, options: MeasureOptions): MetricValue {
  switch (metric.kind) {
    case 'score':
      return measureScore(scoreValues(table, metric.scorer), options);
    case 'success_rate':
      return measureScore(successValues(table), options);
    case 'error_rate':
      return rate(errorValues(table), { ...options, failure: 1 });
    case 'event_rate':
      return rate(eventValues(table, metric.event), { ...options, failure: 1 });
    case 'latency':
      return measureLatency(table, metric, options);
    case 'pass':
      return measurePass(table, metric, options);
    case 'tokens':
      return measureTokens(tokenValues(table, metric.of), options);
    default:
      return measureCost(table, metric.kind, options);
  }
}

function measureScore(values: CaseValues, options: MeasureOptions): MetricValue {
  const { known, clusters } = present(values, options.clusters);
  if (known.length === 0) return unknownMetric('no case was scored', 'rate');
  const unit = isYesNo(known) ? 'rate' : 'score';
  return knownMetric(automaticInterval(known, { clusters, confidence: options.confidence ?? 0.95 }), unit);
}

function measurePass(
  table: SampleTable,
  { of, k }: MetricName & { readonly kind: 'pass' },
  options: MeasureOptions,
): MetricValue {
  const values = passValues(table, of, k);
  if (values.every((value) => value === undefined)) return unknownMetric(`no case has ${k} samples`, 'rate');
  return measureScore(values, options);
}

function rate(values: CaseValues, options: MeasureOptions & { readonly failure: 0 | 1 }): MetricValue {
  const { known, clusters } = present(values, options.clusters);
  if (known.length === 0) return unknownMetric('no case was run', 'rate');
  const settings = { clusters, confidence: options.confidence ?? 0.95, failure: options.failure };
  return knownMetric(isYesNo(known) ? automaticRate(known, settings) : automaticMean(known, settings), 'rate');
}

function measureLatency(
  table: SampleTable,
  metric: MetricName & { readonly kind: 'latency' },
  options: MeasureOptions,
): MetricValue {
  const { values, source } = latencyValues(table, metric.of);
  const { known, clusters } = present(values, options.clusters);
  if (known.length === 0) return unknownMetric('no time was recorded', 's');
  const confidence = options.confidence ?? 0.95;
  const interval = clusters
    ? clusteredQuantile({ values: known, p: metric.percentile, clusters }, { confidence })
    : quantileInterval(known, metric.percentile, confidence);
  return { ...knownMetric(interval, 's'), source };
}

function measureTokens(values: CaseValues, options: MeasureOptions): MetricValue {
  const { known, clusters } = present(values, options.clusters);
  if (known.length === 0) return unknownMetric('no provider reported tokens', 'tokens');
  return knownMetric(automaticMean(known, { clusters, confidence: options.confidence ?? 0.95 }), 'tokens');
}

function measureCost(
  table: SampleTable,
  kind: 'cost_per_success' | 'cost_per_case' | 'cost_total',
  options: MeasureOptions,
): MetricValue {
  const ran = ranRows(table);
  const all = costValues(table);
  const costs = ran.flatMap((row) => all[row] ?? []);
  if (ran.length === 0) return unknownMetric('no case was run', 'usd');
  if (costs.length < ran.length) {
    return unknownMetric(options.unknownCost ?? `the cost of ${ran.length - costs.length} cases is not known`, 'usd');
  }
  const clusters = effectiveClusters(options.clusters && ran.map((row) => options.clusters?.[row] ?? row));
  const confidence = options.confidence ?? 0.95;
  if (kind === 'cost_total') return total(table);
  if (kind === 'cost_per_case') return knownMetric(automaticMean(costs, { clusters, confidence }), 'usd');
  const success = successValues(table);
  const successes = ran.map((row) => success[row] ?? 0);
  if (!successes.some((value) => value > 0)) return unknownMetric('no case succeeded', 'usd');
  return knownMetric(costPerSuccessInterval({ costs, successes, clusters }, confidence), 'usd');
}

function total(table: SampleTable): MetricValue {
  let sum = 0;
  let n = 0;
  for (const sample of table.samples()) {
    const cost = table.cost.get(sample);
    if (cost === undefined) return unknownMetric('the cost of some cases is not known', 'usd');
    sum += cost;
    n += 1;
  }
  return { value: sum, low: sum, high: sum, n, method: 'sum', unit: 'usd' };
}

function ranRows(table: SampleTable): readonly number[] {
  const rows = new Set<number>();
  for (const sample of table.samples()) rows.add(table.rowOf(sample));
  return [...rows];
}

function present(
  values: CaseValues,
  clusters: readonly ClusterId[] | undefined,
): { readonly known: readonly number[]; readonly clusters: readonly ClusterId[] | undefined } {
  const rows = values.flatMap((value, row) => (value === undefined ? [] : [{ value, row }]));
  return {
    known: rows.map(({ value }) => value),
    clusters: effectiveClusters(clusters && rows.map(({ row }) => clusters[row] ?? row)),
  };
}
