import { type BootstrapOptions, defaultResamples } from '../bootstrap/bootstrap-options.ts';
import type { ClusterId } from '../clusters/cluster-robust.ts';
import { type SeededRandom, seededRandom } from '../random/seeded-random.ts';

/** Values by case; `undefined` where a case has none (it failed). */
export type SparseValues = readonly (number | undefined)[];

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
  const baseline = new Float64Array(resamples);
  const candidate = new Float64Array(resamples);
  const before = rankedArm(arms.baseline);
  const after = rankedArm(arms.candidate);
  const paired = arms.paired ?? true;
  const units = unitsOf(before.rankOf.length, arms.clusters);
  const others = paired ? units : unitsOf(after.rankOf.length, undefined);
  for (let r = 0; r < resamples; r += 1) {
    draw(units, paired ? [before, after] : [before], random);
    if (!paired) draw(others, [after], random);
    baseline[r] = resampledQuantile(before, arms.p);
    candidate[r] = resampledQuantile(after, arms.p);
  }
  return { baseline, candidate };
}

/** A resample is kept as how often each rank was drawn, so that no resample is ever sorted. */
interface RankedArm {
  readonly sorted: Float64Array;
  /** Rank of each case, -1 where it has no value. */
  readonly rankOf: Int32Array;
  readonly counts: Int32Array;
}

function rankedArm(values: SparseValues): RankedArm {
  const present = [...values.entries()].filter((entry): entry is [number, number] => entry[1] !== undefined);
  present.sort((first, second) => first[1] - second[1]);
  const rankOf = new Int32Array(values.length).fill(-1);
  for (const [rank, [index]] of present.entries()) rankOf[index] = rank;
  return {
    sorted: Float64Array.from(present, ([, value]) => value),
    rankOf,
    counts: new Int32Array(present.length),
  };
}

/** What is drawn together: each case alone, or each cluster. */
function unitsOf(size: number, clusters: readonly ClusterId[] | undefined): readonly Int32Array[] {
  const members = new Map<ClusterId, number[]>();
  for (let index = 0; index < size; index += 1) {
    const unit = clusters?.[index] ?? `#${index}`;
    const list = members.get(unit);
    if (list) list.push(index);
    else members.set(unit, [index]);
  }
  return [...members.values()].map((list) => Int32Array.from(list));
}

const nothing = new Int32Array(0);

function draw(units: readonly Int32Array[], arms: readonly RankedArm[], random: SeededRandom): void {
  for (const { counts } of arms) counts.fill(0);
  for (let step = 0; step < units.length; step += 1) {
    for (const index of units[random.index(units.length)] ?? nothing) {
      for (const { rankOf, counts } of arms) {
        const rank = rankOf[index] ?? -1;
        if (rank >= 0) counts[rank] = (counts[rank] ?? 0) + 1;
      }
    }
  }
}

function resampledQuantile({ sorted, counts }: RankedArm, p: number): number {
  let total = 0;
  for (const count of counts) total += count;
  if (total === 0) return Number.NaN;
  const position = (total - 1) * p;
  const whole = Math.floor(position + 4 * Number.EPSILON);
  // Walk from the top: a latency percentile lies near it.
  let rank = counts.length - 1;
  let above = counts[rank] ?? 0;
  let upper = sorted[rank] ?? 0;
  const step = () => {
    rank -= 1;
    above += counts[rank] ?? 0;
  };
  while (above < total - Math.min(whole + 1, total - 1)) step();
  upper = sorted[rank] ?? 0;
  while (above < total - whole) step();
  const lower = sorted[rank] ?? 0;
  return lower + Math.max(0, position - whole) * (upper - lower);
}
