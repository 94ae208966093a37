import { effectiveClusters } from '../gates/decide/cluster-problem.ts';
import type { CaseValues } from '../metrics/case-values.ts';
import { costValues, latencyValues, scoreValues, successValues } from '../metrics/case-values.ts';
import type { SampleTable } from '../records/sample-table.ts';
import { automaticPairedDifference, type ClusterId, isYesNo, mcnemar, pairedTable } from '../statistics/index.ts';
import type { ResultSource } from './build-result.ts';
import type { ComparisonResult } from './eval-result.ts';
import { tableOf } from './eval-result.ts';

type Source = Pick<ResultSource, 'definition' | 'tables' | 'suite' | 'dataset'>;

/** Every candidate against the baseline, paired by case: scores, success, cost and latency. */
export function compareVariants(source: Source): readonly ComparisonResult[] {
  const { definition, tables } = source;
  const baseline = tables.get(definition.baseline);
  if (baseline === undefined) return [];
  return definition.variants.flatMap(({ name }) => {
    const candidate = tables.get(name);
    if (name === definition.baseline || candidate === undefined) return [];
    const arms = { baseline: definition.baseline, candidate: name };
    return metricsOf(source).flatMap(({ metric, values }) => {
      const compared = comparePaired(values(baseline), values(candidate), source.dataset.clusters);
      return compared === undefined ? [] : [{ metric, ...arms, ...compared }];
    });
  });
}

interface PairedMetric {
  readonly metric: string;
  readonly values: (table: SampleTable) => CaseValues;
}

function metricsOf({ suite }: Source): readonly PairedMetric[] {
  return [
    ...suite.scorers.map(({ id }) => ({ metric: id, values: (table: SampleTable) => scoreValues(table, id) })),
    { metric: 'success_rate', values: successValues },
    { metric: 'cost_per_case', values: costValues },
    { metric: 'latency', values: (table) => latencyValues(table, 'latency').values },
  ];
}

/** The mean difference, candidate minus baseline, over the cases that have a value in both arms. */
export function comparePaired(
  baseline: CaseValues,
  candidate: CaseValues,
  clusters: readonly ClusterId[] | undefined,
): Pick<ComparisonResult, 'n' | 'difference' | 'p_value' | 'table'> | undefined {
  const before: number[] = [];
  const after: number[] = [];
  const groups: ClusterId[] = [];
  for (const [row, value] of baseline.entries()) {
    const other = candidate[row];
    if (value === undefined || other === undefined) continue;
    before.push(value);
    after.push(other);
    groups.push(clusters?.[row] ?? row);
  }
  if (before.length < 2) return undefined;
  const together = effectiveClusters(clusters && groups);
  const interval = automaticPairedDifference(before, after, { clusters: together });
  const yesNo = isYesNo(before) && isYesNo(after);
  const table = yesNo ? pairedTable(before, after) : undefined;
  return {
    n: before.length,
    difference: {
      value: interval.estimate,
      low: Number.isFinite(interval.low) ? interval.low : null,
      high: Number.isFinite(interval.high) ? interval.high : null,
      confidence: interval.confidence,
      method: interval.method,
    },
    p_value: table === undefined || together !== undefined ? null : mcnemar(table).midP,
    ...(table === undefined ? {} : { table: tableOf(table) }),
  };
}
