import type { ClusterId } from '../clusters/cluster-robust.ts';
import type { Interval } from '../interval.ts';
import { mean } from '../mean/moments.ts';
import { type Linearised, linearisedInterval } from './influence-interval.ts';

/** Positive numbers of the same cases under both arms, in the same order. */
export interface PairedNumbers {
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
  readonly clusters?: readonly ClusterId[] | undefined;
}

/** Ratio of means, candidate over baseline: delta method on the log with the pairs' covariance. */
export function meanRatio(pair: PairedNumbers, confidence = 0.95): Interval {
  return linearisedInterval(linearisedMeanRatio(pair), confidence);
}

/** The linearised ratio, for its standard error. */
export function linearisedMeanRatio({ baseline, candidate, clusters }: PairedNumbers): Linearised {
  const before = mean(baseline);
  const after = mean(candidate);
  return {
    estimate: after / before,
    effects: candidate.map((value, index) => value / after - (baseline[index] ?? 0) / before),
    scale: 'log',
    clusters,
  };
}
