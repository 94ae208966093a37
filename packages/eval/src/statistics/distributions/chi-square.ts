import { gammaTails } from './gamma.ts';

/** Upper tail of the chi-square distribution. */
export function chiSquareUpper(x: number, degrees: number): number {
  return gammaTails(degrees / 2, x / 2).upper;
}

/** Quantile of the chi-square distribution, by bisection to the last bit. */
export function chiSquareQuantile(p: number, degrees: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  let low = 0;
  let high = degrees + 1;
  while (chiSquareUpper(high, degrees) > 1 - p) high *= 2;
  for (let step = 0; step < 200; step += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (chiSquareUpper(middle, degrees) > 1 - p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
