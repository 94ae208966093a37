/** Size, mean, sample standard deviation and skewness of some numbers. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  /** With n - 1; `NaN` never: 0 when n < 2. */
  readonly sd: number;
  /** Population skewness m3 / m2^1.5; 0 when all values are equal. */
  readonly skewness: number;
}

/** Two passes, so that a common offset costs no digits. */
export function moments(values: readonly number[]): Moments {
  const n = values.length;
  const mean = sum(values) / n;
  let second = 0;
  let third = 0;
  for (const value of values) {
    const gap = value - mean;
    second += gap * gap;
    third += gap ** 3;
  }
  const sd = n > 1 ? Math.sqrt(second / (n - 1)) : 0;
  const spread = (second / n) ** 1.5;
  return { n, mean, sd, skewness: spread > 0 ? third / n / spread : 0 };
}

/** Arithmetic mean. */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** Sum, compensated (Neumaier), so that the order of a million small costs does not matter. */
export function sum(values: readonly number[]): number {
  let total = 0;
  let lost = 0;
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}
