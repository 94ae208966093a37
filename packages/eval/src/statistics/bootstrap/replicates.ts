import { seededRandom } from '../random/seeded-random.ts';
import { type BootstrapOptions, defaultResamples } from './bootstrap-options.ts';

/** A number computed from a sample. */
export type Statistic = (values: Float64Array) => number;

/** The arithmetic mean of a sample, as a statistic. */
export const meanStatistic: Statistic = (values) => {
  let total = 0;
  for (const value of values) total += value;
  return total / values.length;
};

/** The statistic of each resample, sorted ascending. */
export function sortedReplicates(
  values: readonly number[],
  statistic: Statistic,
  options: BootstrapOptions,
): Float64Array {
  const random = seededRandom(options.seed);
  const source = Float64Array.from(values);
  const sample = new Float64Array(source.length);
  const replicates = new Float64Array(options.resamples ?? defaultResamples);
  for (let r = 0; r < replicates.length; r += 1) {
    for (let i = 0; i < sample.length; i += 1) sample[i] = source[random.index(source.length)] ?? 0;
    replicates[r] = statistic(sample);
  }
  return replicates.sort();
}

/** Quantile of sorted replicates at rank (R + 1) p, between neighbours linearly, as Davison and Hinkley do. */
export function replicateQuantile(sorted: Float64Array, level: number): number {
  const rank = (sorted.length + 1) * level;
  const below = Math.max(1, Math.min(sorted.length, Math.floor(rank)));
  const above = Math.min(sorted.length, below + 1);
  const low = sorted[below - 1] ?? Number.NaN;
  const high = sorted[above - 1] ?? Number.NaN;
  // Equal neighbours first: infinite replicates (a ratio over zero) must not become NaN.
  return low === high ? low : low + Math.max(0, Math.min(1, rank - below)) * (high - low);
}
