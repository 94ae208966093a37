import { bcaInterval } from './bootstrap/bca.ts';
import type { BootstrapOptions } from './bootstrap/bootstrap-options.ts';
import { type ClusterId, clusterInterval } from './clusters/cluster-robust.ts';
import type { Interval } from './interval.ts';
import { moments } from './mean/moments.ts';
import { signFlipInterval, signFlipLimit } from './mean/sign-flip.ts';
import { tInterval } from './mean/t-interval.ts';
import { pairedTable } from './paired-binary/paired-table.ts';
import { tango } from './paired-binary/tango.ts';
import { clopperPearson } from './proportion/clopper-pearson.ts';
import { wilson } from './proportion/wilson.ts';

/** What the choice of an interval may depend on besides the values. */
export interface AutomaticOptions extends BootstrapOptions {
  /** Parallel to the values; CR1 with t on G - 1 degrees of freedom. */
  readonly clusters?: readonly ClusterId[] | undefined;
  /** A safety metric is bounded exactly, whatever its count. */
  readonly safety?: boolean;
  /** Which value of a yes/no metric is the failure: 0 (the default) for a pass rate, 1 for an error rate. */
  readonly failure?: 0 | 1;
}

/** Failures up to which a rate is bounded by Clopper-Pearson. */
export const fewFailures = 5;
/** Skewness above which, and cases below which, a mean is bounded by BCa. */
export const bcaRule: { readonly skewness: number; readonly n: number } = { skewness: 1, n: 200 };

/** True when every value is 0 or 1, so that the mean is a pass rate. */
export function isYesNo(values: readonly number[]): boolean {
  return values.every((value) => value === 0 || value === 1);
}

/** The interval of one arm's metric: a rate where all values are 0 or 1, else a mean. Values are per-case means. */
export function automaticInterval(values: readonly number[], options: AutomaticOptions = {}): Interval {
  return isYesNo(values) && values.length > 0 ? automaticRate(values, options) : automaticMean(values, options);
}

/** Clusters: CR1. Otherwise Wilson, or Clopper-Pearson with five failures or fewer or for a safety metric. */
export function automaticRate(values: readonly number[], options: AutomaticOptions = {}): Interval {
  const confidence = options.confidence ?? 0.95;
  if (options.clusters) return clusterInterval(values, options.clusters, confidence);
  const n = values.length;
  const successes = values.reduce((total, value) => total + value, 0);
  const failures = options.failure === 1 ? successes : n - successes;
  const exact = options.safety === true || failures <= fewFailures;
  return exact ? clopperPearson({ successes, n }, confidence) : wilson({ successes, n }, confidence);
}

/** Clusters: CR1. Otherwise sign-flip permutation up to 20 cases, BCa where skewed and below 200, else t. */
export function automaticMean(values: readonly number[], options: AutomaticOptions = {}): Interval {
  const confidence = options.confidence ?? 0.95;
  if (options.clusters) return clusterInterval(values, options.clusters, confidence);
  const { n, skewness } = moments(values);
  if (n <= signFlipLimit) return signFlipInterval(values, confidence);
  if (Math.abs(skewness) > bcaRule.skewness && n < bcaRule.n) return bcaInterval(values, options);
  return tInterval(values, confidence);
}

/** Candidate minus baseline over the same cases: Tango for yes/no scores, else a mean of per-case differences. */
export function automaticPairedDifference(
  baseline: readonly number[],
  candidate: readonly number[],
  options: AutomaticOptions = {},
): Interval {
  if (!options.clusters && isYesNo(baseline) && isYesNo(candidate)) {
    return tango(pairedTable(baseline, candidate), options.confidence ?? 0.95);
  }
  const differences = candidate.map((value, index) => value - (baseline[index] ?? 0));
  return automaticMean(differences, options);
}
