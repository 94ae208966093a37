import { type ClusterId, clusterRobust } from '../clusters/cluster-robust.ts';
import { normalQuantile } from '../distributions/normal.ts';
import { studentTQuantile } from '../distributions/student-t.ts';
import type { Interval } from '../interval.ts';
import { moments } from '../mean/moments.ts';

/**
 * A smooth function of means, linearised: each case's first-order effect on the estimate. The variance of the mean of
 * these effects is g' S g / n, the delta method with the full covariance, without writing the matrix down.
 */
export interface Linearised {
  readonly estimate: number;
  /** Effects on the logarithm of the estimate (`log`) or on the estimate itself. */
  readonly effects: readonly number[];
  readonly scale: 'log' | 'linear';
  readonly clusters?: readonly ClusterId[] | undefined;
}

/** Standard error on the scale of the effects; by CR1 where clusters are given. */
export function linearisedError({ effects, clusters }: Linearised): number {
  if (clusters) return clusterRobust(effects, clusters).cr1;
  const { n, sd } = moments(effects);
  return sd / Math.sqrt(n);
}

/** The delta-method interval: normal without clusters, t on G - 1 degrees of freedom with them. */
export function linearisedInterval(of: Linearised, confidence = 0.95): Interval {
  const level = 0.5 + confidence / 2;
  const critical = of.clusters ? studentTQuantile(level, new Set(of.clusters).size - 1) : normalQuantile(level);
  const half = critical * linearisedError(of);
  const { estimate, scale } = of;
  return {
    estimate,
    low: scale === 'log' ? estimate * Math.exp(-half) : estimate - half,
    high: scale === 'log' ? estimate * Math.exp(half) : estimate + half,
    confidence,
    method: scale === 'log' ? 'log-delta' : 'delta',
    n: of.effects.length,
  };
}
