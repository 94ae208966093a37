import { betaQuantile } from '../distributions/beta.ts';
import type { Interval } from '../interval.ts';
import type { Count } from './count.ts';

/** The exact interval for a rate: never covers less than `confidence`. */
export function clopperPearson({ successes, n }: Count, confidence = 0.95): Interval {
  const tail = (1 - confidence) / 2;
  const failures = n - successes;
  return {
    estimate: successes / n,
    low: successes === 0 ? 0 : betaQuantile(tail, { a: successes, b: failures + 1 }),
    high: failures === 0 ? 1 : betaQuantile(1 - tail, { a: successes + 1, b: failures }),
    confidence,
    method: 'clopper-pearson',
    n,
  };
}
