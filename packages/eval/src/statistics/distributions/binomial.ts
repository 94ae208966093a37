import { betaCdf } from './beta.ts';
import { logChoose } from './gamma.ts';

/** A binomial distribution: `n` trials of probability `p`. */
export interface Binomial {
  readonly n: number;
  readonly p: number;
}

/** Probability of exactly `k`. */
export function binomialMass(k: number, { n, p }: Binomial): number {
  if (k < 0 || k > n) return 0;
  if (p <= 0) return k === 0 ? 1 : 0;
  if (p >= 1) return k === n ? 1 : 0;
  return Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
}

/** Probability of at most `k`. */
export function binomialCdf(k: number, { n, p }: Binomial): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return betaCdf(1 - p, { a: n - k, b: k + 1 });
}

/** Smallest `k` with at least `level` of the probability at or below it. */
export function binomialQuantile(level: number, binomial: Binomial): number {
  let low = 0;
  let high = binomial.n;
  // The same slack as R, so that a level equal to a step of the distribution is not missed by rounding.
  const target = level * (1 - 64 * Number.EPSILON);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (binomialCdf(middle, binomial) >= target) high = middle;
    else low = middle + 1;
  }
  return low;
}
