import { normalQuantile } from '../distributions/normal.ts';
import type { Interval } from '../interval.ts';
import type { Count } from './count.ts';

/** Wilson's score interval for a rate. `confidence` is two-sided. */
export function wilson({ successes, n }: Count, confidence = 0.95): Interval {
  const z = normalQuantile(0.5 + confidence / 2);
  const p = successes / n;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return {
    estimate: p,
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
    confidence,
    method: 'wilson',
    n,
  };
}
