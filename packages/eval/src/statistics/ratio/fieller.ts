import { studentTQuantile } from '../distributions/student-t.ts';
import { mean, sum } from '../mean/moments.ts';
import type { PairedNumbers } from './mean-ratio.ts';

/** Fieller's exact-under-normality interval for a ratio of paired means. */
export interface Fieller {
  readonly ratio: number;
  /** False when the baseline's mean is not clearly away from 0: then no finite interval exists. */
  readonly bounded: boolean;
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** t^2 var(mean) / mean^2 of the baseline; unbounded from 1. */
  readonly g: number;
  readonly t: number;
}

/** Candidate over baseline. Shown beside the log-delta interval. */
export function fieller({ baseline, candidate }: PairedNumbers, confidence = 0.95): Fieller {
  const n = baseline.length;
  const before = mean(baseline);
  const after = mean(candidate);
  const covariance = (x: readonly number[], y: readonly number[]) => {
    const [mx, my] = [mean(x), mean(y)];
    return sum(x.map((value, index) => (value - mx) * ((y[index] ?? 0) - my))) / (n - 1) / n;
  };
  const vx = covariance(baseline, baseline);
  const vy = covariance(candidate, candidate);
  const vxy = covariance(baseline, candidate);
  const t = studentTQuantile(0.5 + confidence / 2, n - 1);
  const g = (t * t * vx) / (before * before);
  const ratio = after / before;
  if (g >= 1) return { ratio, bounded: false, low: undefined, high: undefined, g, t };
  const centre = (ratio - (g * vxy) / vx) / (1 - g);
  const inside = vy - 2 * ratio * vxy + ratio * ratio * vx - g * (vy - (vxy * vxy) / vx);
  const half = vx === 0 ? (t * Math.sqrt(vy)) / before : (t / before / (1 - g)) * Math.sqrt(Math.max(0, inside));
  const middle = vx === 0 ? ratio : centre;
  return { ratio, bounded: true, low: middle - Math.abs(half), high: middle + Math.abs(half), g, t };
}
