import { normalQuantile } from '../distributions/normal.ts';
import type { Interval } from '../interval.ts';
import type { Count } from './count.ts';

/** The textbook interval. Kept only so that simulations can show why no gate uses it (65 % coverage at n = 10, p = .9). */
export function wald({ successes, n }: Count, confidence = 0.95): Interval {
  const p = successes / n;
  const half = normalQuantile(0.5 + confidence / 2) * Math.sqrt((p * (1 - p)) / n);
  return { estimate: p, low: p - half, high: p + half, confidence, method: 'wald', n };
}

/** Agresti and Coull's interval, not clipped to [0, 1]. */
export function agrestiCoull({ successes, n }: Count, confidence = 0.95): Interval {
  const z = normalQuantile(0.5 + confidence / 2);
  const total = n + z * z;
  const centre = (successes + (z * z) / 2) / total;
  const half = z * Math.sqrt((centre * (1 - centre)) / total);
  return {
    estimate: successes / n,
    low: centre - half,
    high: centre + half,
    confidence,
    method: 'agresti-coull',
    n,
  };
}
