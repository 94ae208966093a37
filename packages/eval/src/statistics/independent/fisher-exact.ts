import { chiSquareUpper } from '../distributions/chi-square.ts';
import { logChoose } from '../distributions/gamma.ts';
import type { Count } from '../proportion/count.ts';

/** Fisher's exact test that two independent rates are equal: the two-sided p-value over all tables no likelier. */
export function fisherExact(first: Count, second: Count): number {
  const successes = first.successes + second.successes;
  const lowest = Math.max(0, successes - second.n);
  const highest = Math.min(first.n, successes);
  const total = logChoose(first.n + second.n, successes);
  const mass = (k: number) => Math.exp(logChoose(first.n, k) + logChoose(second.n, successes - k) - total);
  // The relative slack of R, so that tables of equal probability are not told apart by rounding.
  const limit = mass(first.successes) * (1 + 1e-7);
  let p = 0;
  for (let k = lowest; k <= highest; k += 1) {
    const probability = mass(k);
    if (probability <= limit) p += probability;
  }
  return Math.min(1, p);
}

/** Pearson's chi-square test without correction; `undefined` when nothing or everything succeeded. */
export function scoreTest(first: Count, second: Count): number | undefined {
  const pooled = (first.successes + second.successes) / (first.n + second.n);
  if (pooled === 0 || pooled === 1) return undefined;
  const gap = first.successes / first.n - second.successes / second.n;
  return chiSquareUpper((gap * gap) / (pooled * (1 - pooled) * (1 / first.n + 1 / second.n)), 1);
}
