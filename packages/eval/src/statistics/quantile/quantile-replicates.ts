import { type BootstrapOptions, defaultResamples } from '../bootstrap/bootstrap-options.ts';
import type { ClusterId } from '../clusters/cluster-robust.ts';
import { binomialSampler } from '../random/binomial-sampler.ts';
import { type SeededRandom, seededRandom } from '../random/seeded-random.ts';
import { countedQuantile, type RankedArm, rankedArm, type SparseValues } from './ranked-arm.ts';

/** Two arms whose quantile is compared. */
export interface QuantileArms {
  readonly baseline: SparseValues;
  readonly candidate: SparseValues;
  /** The quantile, such as 0.95. */
  readonly p: number;
  /** True (the default) when index i is the same case in both arms: then both arms resample the same cases. */
  readonly paired?: boolean;
  /** Parallel to the cases of a paired comparison: whole clusters are resampled. */
  readonly clusters?: readonly ClusterId[] | undefined;
}

/** Type 7 quantiles of both arms in each resample, in the order drawn. */
export function quantileReplicates(
  arms: QuantileArms,
  options: BootstrapOptions,
): { readonly baseline: Float64Array; readonly candidate: Float64Array } {
  const random = seededRandom(options.seed);
  const resamples = options.resamples ?? defaultResamples;
  const before = rankedArm(arms.baseline, arms.p);
  const after = rankedArm(arms.candidate, arms.p);
  const paired = arms.paired ?? true;
  const draws = paired
    ? [resampler([before, after], arms.clusters)]
    : [resampler([before], undefined), resampler([after], undefined)];
  const baseline = new Float64Array(resamples);
  const candidate = new Float64Array(resamples);
  for (let r = 0; r < resamples; r += 1) {
    const totals = draws.flatMap((draw) => draw(random));
    baseline[r] = countedQuantile(before, totals[0] ?? 0);
    candidate[r] = countedQuantile(after, totals[1] ?? 0);
  }
  return { baseline, candidate };
}

/** Counts one resample into its arms and says how many draws have a value in each. */
type Resampler = (random: SeededRandom) => readonly number[];

function resampler(arms: readonly RankedArm[], clusters: readonly ClusterId[] | undefined): Resampler {
  const size = arms[0]?.rankOf.length ?? 0;
  return clusters ? clusterResampler(arms, clusters) : caseResampler(arms, size);
}

/**
 * Cases whose values are too low in every arm to reach the quantile are all alike: how many draws fall on the others is
 * binomial, and only those are drawn. The distribution is that of the plain bootstrap.
 */
function caseResampler(arms: readonly RankedArm[], size: number): Resampler {
  const matters: number[] = [];
  for (let index = 0; index < size; index += 1) {
    if (arms.some(({ rankOf, lowest }) => (rankOf[index] ?? -1) < 0 || (rankOf[index] ?? 0) >= lowest))
      matters.push(index);
  }
  const drawn = Int32Array.from(matters);
  const howMany = binomialSampler({ n: size, p: drawn.length / size });
  const absent = new Int32Array(arms.length);
  return (random) => {
    for (const { read } of arms) read.fill(0);
    absent.fill(0);
    const times = howMany(random);
    for (let step = 0; step < times; step += 1) countCase(arms, absent, drawn[random.index(drawn.length)] ?? 0);
    return Array.from(absent, (missing) => size - missing);
  };
}

function clusterResampler(arms: readonly RankedArm[], clusters: readonly ClusterId[]): Resampler {
  const members = Map.groupBy(clusters.keys(), (index) => clusters[index] ?? `#${index}`);
  const units = [...members.values()].map((list) => Int32Array.from(list));
  const absent = new Int32Array(arms.length);
  return (random) => {
    for (const { read } of arms) read.fill(0);
    absent.fill(0);
    let size = 0;
    for (let step = 0; step < units.length; step += 1) {
      const unit = units[random.index(units.length)] ?? drawnNothing;
      size += unit.length;
      for (let place = 0; place < unit.length; place += 1) countCase(arms, absent, unit[place] ?? 0);
    }
    return Array.from(absent, (missing) => size - missing);
  };
}

const drawnNothing = new Int32Array(0);

function countCase(arms: readonly RankedArm[], absent: Int32Array, index: number): void {
  for (let arm = 0; arm < arms.length; arm += 1) {
    const ranked = arms[arm];
    const rank = ranked?.rankOf[index] ?? -1;
    if (rank < 0) absent[arm] = (absent[arm] ?? 0) + 1;
    else if (ranked) ranked.counts[rank] = (ranked.counts[rank] ?? 0) + 1;
  }
}
