import { normalQuantile } from '../distributions/normal.ts';
import { studentTCdf } from '../distributions/student-t.ts';
import { mean } from '../mean/moments.ts';
import { midranks } from './midranks.ts';

/** Pearson's product-moment correlation; 0 when either side is constant. */
export function pearson(x: readonly number[], y: readonly number[]): number {
  const [mx, my] = [mean(x), mean(y)];
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (const [index, value] of x.entries()) {
    const [dx, dy] = [value - mx, (y[index] ?? 0) - my];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : 0;
}

/** Fisher's z interval for a Pearson correlation of `n` pairs. */
export function correlationInterval(r: number, n: number, confidence = 0.95): readonly [low: number, high: number] {
  const half = normalQuantile(0.5 + confidence / 2) / Math.sqrt(n - 3);
  return [Math.tanh(Math.atanh(r) - half), Math.tanh(Math.atanh(r) + half)];
}

/** Two-sided p-value that a Pearson correlation of `n` pairs is 0. */
export function correlationTest(r: number, n: number): number {
  const t = Math.abs(r) * Math.sqrt((n - 2) / (1 - r * r));
  return 2 * studentTCdf(-t, n - 2);
}

/** Spearman's rank correlation. */
export function spearman(x: readonly number[], y: readonly number[]): number {
  return pearson(midranks(x).ranks, midranks(y).ranks);
}

/** Kendall's tau-b, which accounts for ties on both sides. */
export function kendallTauB(x: readonly number[], y: readonly number[]): number {
  let agreement = 0;
  for (let i = 0; i < x.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      agreement += Math.sign((x[i] ?? 0) - (x[j] ?? 0)) * Math.sign((y[i] ?? 0) - (y[j] ?? 0));
    }
  }
  const pairs = (x.length * (x.length - 1)) / 2;
  const untied = Math.sqrt((pairs - tiedPairs(x)) * (pairs - tiedPairs(y)));
  return untied > 0 ? agreement / untied : 0;
}

function tiedPairs(values: readonly number[]): number {
  return midranks(values).tieSizes.reduce((total, size) => total + (size * (size - 1)) / 2, 0);
}
