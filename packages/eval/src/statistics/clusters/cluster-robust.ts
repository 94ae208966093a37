import { studentTQuantile } from '../distributions/student-t.ts';
import type { Interval } from '../interval.ts';
import { moments } from '../mean/moments.ts';

/** What names a cluster. */
export type ClusterId = string | number;

/** The mean of clustered values with its standard errors. */
export interface ClusterRobust {
  readonly n: number;
  readonly clusters: number;
  readonly mean: number;
  /** As if every case were independent. */
  readonly naive: number;
  readonly cr0: number;
  /** CR0 times sqrt(G / (G - 1)); the one gates use, with t on G - 1 degrees of freedom. */
  readonly cr1: number;
  /** Bell and McCaffrey's bias-reduced error, with its Satterthwaite degrees of freedom. */
  readonly cr2: number;
  readonly degrees: number;
}

/** Standard errors of a mean whose values come in clusters; the arrays are parallel. */
export function clusterRobust(values: readonly number[], clusters: readonly ClusterId[]): ClusterRobust {
  const { n, mean, sd } = moments(values);
  const sums = new Map<ClusterId, { residual: number; size: number }>();
  for (const [index, value] of values.entries()) {
    const cluster = clusters[index] ?? `#${index}`;
    const entry = sums.get(cluster) ?? { residual: 0, size: 0 };
    sums.set(cluster, { residual: entry.residual + value - mean, size: entry.size + 1 });
  }
  let plain = 0;
  let reduced = 0;
  for (const { residual, size } of sums.values()) {
    plain += residual ** 2;
    if (size < n) reduced += residual ** 2 / (1 - size / n);
  }
  const count = sums.size;
  const cr0 = Math.sqrt(plain) / n;
  return {
    n,
    clusters: count,
    mean,
    naive: sd / Math.sqrt(n),
    cr0,
    cr1: count > 1 ? cr0 * Math.sqrt(count / (count - 1)) : Number.POSITIVE_INFINITY,
    cr2: count > 1 ? Math.sqrt(reduced) / n : Number.POSITIVE_INFINITY,
    degrees: satterthwaite([...sums.values()].map(({ size }) => size / n)),
  };
}

/** CR1 with t on G - 1 degrees of freedom. */
export function clusterInterval(
  values: readonly number[],
  clusters: readonly ClusterId[],
  confidence = 0.95,
): Interval {
  const robust = clusterRobust(values, clusters);
  const half =
    robust.clusters > 1
      ? studentTQuantile(0.5 + confidence / 2, robust.clusters - 1) * robust.cr1
      : Number.POSITIVE_INFINITY;
  const { mean, n } = robust;
  return { estimate: mean, low: mean - half, high: mean + half, confidence, method: 'cr1-t', n };
}

/** CR2 with Satterthwaite degrees of freedom, for few or uneven clusters. */
export function clusterIntervalReduced(
  values: readonly number[],
  clusters: readonly ClusterId[],
  confidence = 0.95,
): Interval {
  const { mean, n, cr2, degrees, clusters: count } = clusterRobust(values, clusters);
  const half = count > 1 ? studentTQuantile(0.5 + confidence / 2, degrees) * cr2 : Number.POSITIVE_INFINITY;
  return { estimate: mean, low: mean - half, high: mean + half, confidence, method: 'cr2-satterthwaite', n };
}

/**
 * (tr P)^2 / tr(P^2) for the CR2 variance of a mean under independent errors, where `shares` are the clusters' shares
 * of the cases: P_gg = f_g / n and P_gh = -f_g f_h / (n sqrt((1 - f_g)(1 - f_h))).
 */
function satterthwaite(shares: readonly number[]): number {
  let squares = 0;
  let cross = 0;
  let crossSquares = 0;
  for (const share of shares) {
    if (share >= 1) return 0;
    const term = share ** 2 / (1 - share);
    squares += share ** 2;
    cross += term;
    crossSquares += term ** 2;
  }
  return 1 / (squares + cross ** 2 - crossSquares);
}
