import { studentTCdf, studentTQuantile } from '../distributions/student-t.ts';
import type { Interval } from '../interval.ts';
import { moments } from '../mean/moments.ts';

/** Welch's comparison of two independent means. */
export interface Welch extends Interval {
  readonly degrees: number;
  /** Two-sided p-value. */
  readonly p: number;
}

/** Candidate minus baseline, for arms that saw different cases. */
export function welch(baseline: readonly number[], candidate: readonly number[], confidence = 0.95): Welch {
  const before = moments(baseline);
  const after = moments(candidate);
  const vb = before.sd ** 2 / before.n;
  const va = after.sd ** 2 / after.n;
  const error = Math.sqrt(vb + va);
  const degrees = (vb + va) ** 2 / (vb ** 2 / (before.n - 1) + va ** 2 / (after.n - 1));
  const estimate = after.mean - before.mean;
  const known = error > 0 && Number.isFinite(degrees);
  const half = known ? studentTQuantile(0.5 + confidence / 2, degrees) * error : 0;
  return {
    estimate,
    low: estimate - half,
    high: estimate + half,
    confidence,
    method: 'welch',
    n: before.n + after.n,
    degrees,
    p: known ? 2 * studentTCdf(-Math.abs(estimate / error), degrees) : 1,
  };
}
