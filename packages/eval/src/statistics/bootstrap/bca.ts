import { normalCdf, normalQuantile } from '../distributions/normal.ts';
import type { Interval } from '../interval.ts';
import type { BootstrapOptions } from './bootstrap-options.ts';
import { meanStatistic, replicateQuantile, type Statistic, sortedReplicates } from './replicates.ts';

/** Efron's bias-corrected and accelerated bootstrap interval of a statistic (default: the mean). */
export function bcaInterval(
  values: readonly number[],
  options: BootstrapOptions = {},
  statistic: Statistic = meanStatistic,
): Interval {
  const confidence = options.confidence ?? 0.95;
  const estimate = statistic(Float64Array.from(values));
  const replicates = sortedReplicates(values, statistic, options);
  const bias = biasCorrection(replicates, estimate);
  const acceleration = jackknifeAcceleration(values, statistic);
  const [lower, upper] = bcaLevels({ bias, acceleration, confidence });
  return {
    estimate,
    low: Math.min(estimate, replicateQuantile(replicates, lower)),
    high: Math.max(estimate, replicateQuantile(replicates, upper)),
    confidence,
    method: 'bca',
    n: values.length,
  };
}

/** The plain percentile interval, for comparison. */
export function percentileInterval(
  values: readonly number[],
  options: BootstrapOptions = {},
  statistic: Statistic = meanStatistic,
): Interval {
  const confidence = options.confidence ?? 0.95;
  const replicates = sortedReplicates(values, statistic, options);
  return {
    estimate: statistic(Float64Array.from(values)),
    low: replicateQuantile(replicates, (1 - confidence) / 2),
    high: replicateQuantile(replicates, (1 + confidence) / 2),
    confidence,
    method: 'bootstrap',
    n: values.length,
  };
}

/**
 * The bias correction z0. A replicate equal to the estimate counts half: with discrete scores the strict rule would
 * shift the whole interval.
 */
export function biasCorrection(replicates: ArrayLike<number>, estimate: number): number {
  const slack = Math.abs(estimate) * 1e-12;
  let below = 0;
  for (let index = 0; index < replicates.length; index += 1) {
    const value = replicates[index] ?? 0;
    if (value < estimate - slack) below += 1;
    else if (value <= estimate + slack) below += 0.5;
  }
  const share = below / replicates.length;
  const edge = 0.5 / replicates.length;
  return normalQuantile(Math.min(1 - edge, Math.max(edge, share)));
}

/** The acceleration from the jackknife; 0 when leaving any one value out changes nothing. */
export function jackknifeAcceleration(values: readonly number[], statistic: Statistic = meanStatistic): number {
  const left = values.map((_, index) => statistic(Float64Array.from(values.toSpliced(index, 1))));
  const centre = left.reduce((total, value) => total + value, 0) / left.length;
  let second = 0;
  let third = 0;
  for (const value of left) {
    second += (centre - value) ** 2;
    third += (centre - value) ** 3;
  }
  return second > 0 ? third / (6 * second ** 1.5) : 0;
}

/** The two levels at which BCa reads the bootstrap distribution. */
export function bcaLevels(of: {
  readonly bias: number;
  readonly acceleration: number;
  readonly confidence: number;
}): readonly [lower: number, upper: number] {
  const level = (z: number) => {
    const shifted = of.bias + z;
    return normalCdf(of.bias + shifted / (1 - of.acceleration * shifted));
  };
  const z = normalQuantile(0.5 + of.confidence / 2);
  return [level(-z), level(z)];
}
