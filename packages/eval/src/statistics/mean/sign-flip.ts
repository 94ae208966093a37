import type { Interval } from '../interval.ts';
import { mean } from './moments.ts';

/** Most values whose 2^n sign patterns are all enumerated. */
export const signFlipLimit = 20;

/**
 * The interval that inverts the exact sign-flip permutation test of a mean (n <= 20).
 *
 * Flipping the signs of the subset S of `values - mu` gives at least the observed sum exactly when the mean of S is at
 * most `mu`; so the limits are order statistics of the 2^n - 1 subset means (Hartigan 1969), and the interval excludes
 * `mu` exactly when the one-sided test rejects it. With fewer than log2(1 / alpha) cases no pattern is rare enough and
 * the ends are infinite.
 */
export function signFlipInterval(values: readonly number[], confidence = 0.95): Interval {
  const n = values.length;
  const patterns = 2 ** n;
  const rank = Math.floor(((1 - confidence) / 2) * patterns * (1 + 1e-12));
  const estimate = mean(values);
  const base = { estimate, confidence, method: 'sign-flip', n } as const;
  if (rank < 1) return { ...base, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const means = subsetMeans(values);
  const low = means[rank - 1] ?? Number.NEGATIVE_INFINITY;
  const high = means[means.length - rank] ?? Number.POSITIVE_INFINITY;
  return { ...base, low: Math.min(low, estimate), high: Math.max(high, estimate) };
}

/** Exact two-sided p-value of the sign-flip test that the mean is 0 (n <= 20). */
export function signFlipTest(values: readonly number[]): number {
  const sums = subsetSums(values);
  const observed = Math.abs(sums[sums.length - 1] ?? 0);
  const total = sums[sums.length - 1] ?? 0;
  const slack = observed * 1e-12;
  let extreme = 0;
  for (const flipped of sums) if (Math.abs(total - 2 * flipped) >= observed - slack) extreme += 1;
  return extreme / sums.length;
}

function subsetMeans(values: readonly number[]): Float64Array {
  const sums = subsetSums(values);
  const means = new Float64Array(sums.length - 1);
  for (let mask = 1; mask < sums.length; mask += 1) means[mask - 1] = (sums[mask] ?? 0) / ones(mask);
  return means.sort();
}

/** The sum of each subset, at the index whose bits name its members. */
function subsetSums(values: readonly number[]): Float64Array {
  if (values.length > signFlipLimit) throw new RangeError(`sign-flip enumerates at most ${signFlipLimit} values`);
  const sums = new Float64Array(2 ** values.length);
  for (const [bit, value] of values.entries()) {
    const size = 2 ** bit;
    for (let mask = 0; mask < size; mask += 1) sums[size + mask] = (sums[mask] ?? 0) + value;
  }
  return sums;
}

function ones(mask: number): number {
  let count = 0;
  for (let rest = mask; rest > 0; rest &= rest - 1) count += 1;
  return count;
}
