import { studentTQuantile } from '../distributions/student-t.ts';
import type { Interval } from '../interval.ts';
import { moments } from './moments.ts';

/** Student's interval for a mean of per-case values (for a paired comparison: of the per-case differences). */
export function tInterval(values: readonly number[], confidence = 0.95): Interval {
  const { n, mean, sd } = moments(values);
  if (n < 2) {
    const low = Number.NEGATIVE_INFINITY;
    return { estimate: mean, low, high: Number.POSITIVE_INFINITY, confidence, method: 't', n };
  }
  const half = studentTQuantile(0.5 + confidence / 2, n - 1) * (sd / Math.sqrt(n));
  return { estimate: mean, low: mean - half, high: mean + half, confidence, method: 't', n };
}
