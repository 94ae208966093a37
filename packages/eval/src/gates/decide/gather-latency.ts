import type { Interval } from '../../statistics/interval.ts';
import { fewestForUpperBound, quantileInterval } from '../../statistics/quantile/order-statistic.ts';
import { clusteredQuantile, quantileDifference, quantileRatio } from '../../statistics/quantile/quantile-comparison.ts';
import type { SparseValues } from '../../statistics/quantile/ranked-arm.ts';
import type { ArmRecords, CaseRecords } from './case-records.ts';
import { clusterProblem, effectiveClusters } from './cluster-problem.ts';
import { type Condition, isRatio, needsBaseline } from './condition.ts';
import { type Gathered, invalid } from './evidence.ts';
import { intervalOptions } from './interval-options.ts';
import { varianceOfWidth } from './variance-of-width.ts';

/** Evidence about a latency percentile: order statistics for one arm, bootstrap over the same cases for two. */
export function gatherLatency(condition: Condition, records: CaseRecords, p: number): Gathered {
  const compared = needsBaseline(condition);
  const arms = [
    { name: 'candidate', arm: records.candidate },
    ...(compared && records.baseline ? [{ name: 'baseline', arm: records.baseline }] : []),
  ];
  const clusters = effectiveClusters(records.clusters);
  const problem = arms.map(({ name, arm }) => timingProblem(name, arm, p)).find((found) => found !== undefined);
  const unusable = problem ?? clusterProblem(clusters);
  const n = Math.min(...arms.map(({ arm }) => timings(arm).length));
  if (unusable !== undefined) return invalid(unusable, n);
  const options = intervalOptions(condition);
  const values = records.candidate.latencies ?? [];
  const scale = compared && !isRatio(condition) ? 'linear' : 'log';
  const interval = compared
    ? compare(condition, records, p)
    : clusters
      ? clusteredQuantile({ values, p, clusters }, options)
      : quantileInterval(timings(records.candidate), p, options.confidence);
  const variance = varianceOfWidth({ ...interval, n }, scale);
  const fewest = fewestForUpperBound(p, condition.confidence ?? 0.95);
  return {
    known: true,
    evidence: {
      interval: { ...interval, n },
      scale,
      variancePerCase: () => variance,
      ...(compared || clusters ? {} : { fewest }),
      ...(clusters ? { clusters: new Set(clusters).size } : {}),
    },
  };
}

function compare(condition: Condition, records: CaseRecords, p: number): Interval {
  const between = isRatio(condition) ? quantileRatio : quantileDifference;
  return between(
    {
      baseline: sparse(records.baseline),
      candidate: sparse(records.candidate),
      p,
      paired: records.paired ?? true,
      clusters: effectiveClusters(records.clusters),
    },
    intervalOptions(condition),
  );
}

/** Times of the cases that succeeded: a failed case has none that counts. */
function sparse(arm: ArmRecords | undefined): SparseValues {
  return (arm?.latencies ?? []).map((latency, index) => (hasFailed(arm, index) ? undefined : latency));
}

/** A share below 1 failed in some repeats only. */
function hasFailed(arm: ArmRecords | undefined, index: number): boolean {
  return Number(arm?.errors?.[index] ?? 0) >= 1;
}

function timings(arm: ArmRecords): readonly number[] {
  return sparse(arm).filter((latency) => latency !== undefined);
}

function timingProblem(name: string, arm: ArmRecords, p: number): string | undefined {
  if (arm.latencies === undefined) return `the ${name} has no recorded times`;
  const silent = arm.latencies.filter(
    (latency, index) => latency === undefined && arm.errors !== undefined && !hasFailed(arm, index),
  ).length;
  if (silent > 0) return `the ${name} has no recorded time for ${silent} of the cases that did not fail`;
  const fewest = fewestForUpperBound(p);
  const timed = timings(arm).length;
  if (timed >= fewest) return undefined;
  return `the ${name} has ${timed} successful timings; the ${label(p)} needs ${fewest}: below that no upper bound exists`;
}

function label(p: number): string {
  return `p${Number((p * 100).toFixed(4))}`;
}
