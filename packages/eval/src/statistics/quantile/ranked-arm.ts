/** Values by case; `undefined` where a case has none (it failed). */
export type SparseValues = readonly (number | undefined)[];

/** One arm of a quantile bootstrap: a resample is kept as how often each rank was drawn, so none is ever sorted. */
export interface RankedArm {
  readonly p: number;
  readonly sorted: Float64Array;
  /** Rank of each case, -1 where it has no value. */
  readonly rankOf: Int32Array;
  readonly counts: Int32Array;
  /** Ranks below this never reach the quantile of a resample (but for a chance of about 1e-15) and are not counted. */
  readonly lowest: number;
  /** The counts from `lowest` up: all that is ever read, so all that is ever cleared. */
  readonly read: Int32Array;
}

/** Sorts an arm once. */
export function rankedArm(values: SparseValues, p: number): RankedArm {
  const present: number[] = [];
  for (const [index, value] of values.entries()) if (value !== undefined) present.push(index);
  present.sort((first, second) => (values[first] ?? 0) - (values[second] ?? 0));
  const rankOf = new Int32Array(values.length).fill(-1);
  for (const [rank, index] of present.entries()) rankOf[index] = rank;
  const n = present.length;
  const spread = 8 * Math.sqrt(n * p * (1 - p)) + 8 * Math.sqrt(values.length - n) + 8;
  const lowest = Math.max(0, Math.floor(n * p - spread));
  const counts = new Int32Array(n);
  return {
    p,
    sorted: Float64Array.from(present, (index) => values[index] ?? 0),
    rankOf,
    counts,
    lowest,
    read: counts.subarray(lowest),
  };
}

/** Type 7 quantile of the resample whose draws are counted, `total` of which have a value in this arm. */
export function countedQuantile({ sorted, counts, p, lowest }: RankedArm, total: number): number {
  if (total === 0) return Number.NaN;
  const position = (total - 1) * p;
  const whole = Math.floor(position + 4 * Number.EPSILON);
  // Walk from the top: a latency percentile lies near it.
  let rank = counts.length - 1;
  let above = counts[rank] ?? 0;
  const upperNeeds = total - Math.min(whole + 1, total - 1);
  while (above < upperNeeds && rank > lowest) {
    rank -= 1;
    above += counts[rank] ?? 0;
  }
  const upper = sorted[rank] ?? 0;
  while (above < total - whole && rank > lowest) {
    rank -= 1;
    above += counts[rank] ?? 0;
  }
  const lower = sorted[rank] ?? 0;
  return lower + Math.max(0, position - whole) * (upper - lower);
}
