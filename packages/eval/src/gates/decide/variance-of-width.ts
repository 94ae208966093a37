import { normalQuantile } from '../../statistics/distributions/normal.ts';
import type { Interval } from '../../statistics/interval.ts';

/** Variance of an estimate times n, read back from the width of its interval; infinite where an end is. */
export function varianceOfWidth({ low, high, confidence, n }: Interval, scale: 'linear' | 'log'): number {
  const width = scale === 'log' ? Math.log(high) - Math.log(low) : high - low;
  return (width / (2 * normalQuantile(0.5 + confidence / 2))) ** 2 * n;
}
