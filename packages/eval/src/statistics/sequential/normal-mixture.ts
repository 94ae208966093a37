/** Observations so far and what is known of their scale. */
export interface MixtureQuestion {
  readonly n: number;
  readonly sd: number;
  /** Variance of the normal mixture: larger is tighter early, smaller is tighter late. */
  readonly mixture: number;
}

/** Half-width of the two-sided normal-mixture confidence sequence for a mean (mixture in units of sd). */
export function normalMixtureRadius({ n, sd, mixture }: MixtureQuestion, alpha = 0.05): number {
  const spread = n * mixture + 1;
  return sd * Math.sqrt(((2 * spread) / (n * n * mixture)) * Math.log(Math.sqrt(spread) / alpha));
}

/** Likelihood ratio of the mixture sequential test that the mean is 0 (mixture in squared units of the values). */
export function mixtureLikelihoodRatio({ n, sd, mixture }: MixtureQuestion, mean: number): number {
  const variance = sd * sd;
  const total = variance + n * mixture;
  return Math.sqrt(variance / total) * Math.exp((n * n * mixture * mean * mean) / (2 * variance * total));
}
