import type { BootstrapOptions } from '../bootstrap/bootstrap-options.ts';
import { replicateQuantile } from '../bootstrap/replicates.ts';
import type { Interval } from '../interval.ts';
import { quantile } from './quantile.ts';
import { type QuantileArms, quantileReplicates } from './quantile-replicates.ts';
import type { SparseValues } from './ranked-arm.ts';

/** Ratio candidate over baseline of a quantile, by percentile bootstrap over cases (or clusters). */
export function quantileRatio(arms: QuantileArms, options: BootstrapOptions = {}): Interval {
  return compare(arms, options, (baseline, candidate) => candidate / baseline);
}

/** Difference candidate minus baseline of a quantile, by percentile bootstrap over cases (or clusters). */
export function quantileDifference(arms: QuantileArms, options: BootstrapOptions = {}): Interval {
  return compare(arms, options, (baseline, candidate) => candidate - baseline);
}

/** A quantile of clustered values, by percentile bootstrap over clusters: order statistics assume independence. */
export function clusteredQuantile(
  arm: Pick<QuantileArms, 'p' | 'clusters'> & { readonly values: SparseValues },
  options: BootstrapOptions = {},
): Interval {
  const arms = { baseline: arm.values, candidate: arm.values, p: arm.p, clusters: arm.clusters };
  return compare(arms, options, (baseline) => baseline);
}

function compare(
  arms: QuantileArms,
  options: BootstrapOptions,
  combine: (baseline: number, candidate: number) => number,
): Interval {
  const confidence = options.confidence ?? 0.95;
  const draws = quantileReplicates(arms, options);
  const combined = draws.baseline
    .map((value, index) => combine(value, draws.candidate[index] ?? Number.NaN))
    .filter((value) => !Number.isNaN(value))
    .sort();
  const estimate = combine(quantile(present(arms.baseline), arms.p), quantile(present(arms.candidate), arms.p));
  return {
    estimate,
    low: Math.min(estimate, replicateQuantile(combined, (1 - confidence) / 2)),
    high: Math.max(estimate, replicateQuantile(combined, (1 + confidence) / 2)),
    confidence,
    method: arms.clusters ? 'cluster-bootstrap' : 'bootstrap',
    n: arms.baseline.length,
  };
}

function present(values: SparseValues): readonly number[] {
  return values.filter((value) => value !== undefined);
}
