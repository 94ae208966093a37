import { betaQuantile } from '../distributions/beta.ts';
import type { Interval } from '../interval.ts';
import type { Count } from './count.ts';

/** Jeffreys interval: Beta(1/2, 1/2) prior, closed at 0 where nothing and at 1 where everything succeeded. */
export function jeffreys(count: Count, confidence = 0.95): Interval {
  const { low, high } = posterior(count, { prior: 0.5, confidence });
  return {
    estimate: count.successes / count.n,
    low: count.successes === 0 ? 0 : low,
    high: count.successes === count.n ? 1 : high,
    confidence,
    method: 'jeffreys',
    n: count.n,
  };
}

/** Equal-tailed credible interval under a uniform prior, for those who ask for a Bayesian figure. */
export function bayesUniform(count: Count, confidence = 0.95): Interval {
  const ends = posterior(count, { prior: 1, confidence });
  return { estimate: count.successes / count.n, ...ends, confidence, method: 'bayes-uniform', n: count.n };
}

function posterior(
  { successes, n }: Count,
  { prior, confidence }: { readonly prior: number; readonly confidence: number },
): { low: number; high: number } {
  const shape = { a: successes + prior, b: n - successes + prior };
  const tail = (1 - confidence) / 2;
  return { low: betaQuantile(tail, shape), high: betaQuantile(1 - tail, shape) };
}
