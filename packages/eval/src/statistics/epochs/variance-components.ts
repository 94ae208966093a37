import { mean, moments } from '../mean/moments.ts';

/** How the variance of repeated scores splits. */
export interface VarianceComponents {
  readonly mean: number;
  readonly meanSquareBetween: number;
  readonly meanSquareWithin: number;
  /** Between questions; 0 when the estimate is negative. */
  readonly between: number;
  /** Within a question, over its repeats. */
  readonly within: number;
  /** Intraclass correlation ICC(1). */
  readonly icc: number;
  /** Standard error of the mean from the questions' means: the honest one. */
  readonly error: number;
  /** As if every repeat were independent; shown to say how much too small it is. */
  readonly naiveError: number;
}

/** One-way analysis of variance of scores by question; every question has the same number of repeats (2 or more). */
export function varianceComponents(scores: readonly (readonly number[])[]): VarianceComponents {
  const repeats = scores[0]?.length ?? 0;
  const means = scores.map(mean);
  const over = moments(means);
  const residuals = scores.flatMap((row, index) => row.map((score) => (score - (means[index] ?? 0)) ** 2));
  const meanSquareWithin = residuals.reduce((total, square) => total + square, 0) / (scores.length * (repeats - 1));
  const meanSquareBetween = repeats * over.sd ** 2;
  const all = moments(scores.flat());
  const spread = meanSquareBetween + (repeats - 1) * meanSquareWithin;
  return {
    mean: over.mean,
    meanSquareBetween,
    meanSquareWithin,
    between: Math.max(0, (meanSquareBetween - meanSquareWithin) / repeats),
    within: meanSquareWithin,
    icc: spread > 0 ? (meanSquareBetween - meanSquareWithin) / spread : 0,
    error: over.sd / Math.sqrt(scores.length),
    naiveError: all.sd / Math.sqrt(all.n),
  };
}
