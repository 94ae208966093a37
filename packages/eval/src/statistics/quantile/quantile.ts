/** Hyndman and Fan's sample quantile definitions that are offered. 7 is the default everywhere (R, NumPy, pandas). */
export type QuantileType = 1 | 2 | 6 | 7 | 8;

/** Sample quantile of unsorted values. */
export function quantile(values: readonly number[], p: number, type: QuantileType = 7): number {
  return quantileOfSorted(Float64Array.from(values).sort(), p, type);
}

/** Sample quantile of values already sorted ascending; `NaN` never: an empty sample is a `RangeError`. */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number, type: QuantileType = 7): number {
  const n = sorted.length;
  if (n === 0) throw new RangeError('a quantile needs at least one value');
  const at = (rank: number) => sorted[Math.max(1, Math.min(n, rank)) - 1] ?? 0;
  if (type === 1 || type === 2) return stepQuantile(at, { product: n * p, type });
  const position = continuousPosition(n, p, type);
  // R's fuzz: a position that misses a whole number by rounding is that number.
  const whole = Math.floor(position + 4 * Number.EPSILON);
  const share = position - whole;
  return Math.abs(share) < 4 * Number.EPSILON ? at(whole) : at(whole) + share * (at(whole + 1) - at(whole));
}

function continuousPosition(n: number, p: number, type: 6 | 7 | 8): number {
  if (type === 6) return (n + 1) * p;
  if (type === 7) return 1 + (n - 1) * p;
  return 1 / 3 + p * (n + 1 / 3);
}

function stepQuantile(
  at: (rank: number) => number,
  { product, type }: { readonly product: number; readonly type: 1 | 2 },
): number {
  const whole = Math.floor(product + 4 * Number.EPSILON);
  if (product > whole + 4 * Number.EPSILON) return at(whole + 1);
  return type === 1 ? at(whole) : (at(whole) + at(whole + 1)) / 2;
}
