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
  /** Where the parameter is known to lie, such as 0 to 1: an interval of a mean is cut to it. */
  readonly range?: readonly [low: number, high: number] | undefined;
}

/** Failures up to which a rate is bounded by Clopper-Pearson. */
const fewFailures = 5;
/** Skewness above which, and cases below which, a mean is bounded by BCa. */
const bcaRule: { readonly skewness: number; readonly n: number } = { skewness: 1, n: 200 };

/** True when every value is 0 or 1, so that the mean is a pass rate. */
export function isYesNo(values: readonly number[]): boolean {
  return values.every((value) => value === 0 || value === 1);
}

/** The interval of one arm's metric: a rate where all values are 0 or 1, else a mean. Values are per-case means. */
export function automaticInterval(values: readonly number[], options: AutomaticOptions = {}): Interval {
  return isYesNo(values) && values.length > 0 ? automaticRate(values, options) : automaticMean(values, options);
}

/** Clusters: CR1 (see `clusteredRate`). Otherwise Wilson, or Clopper-Pearson with few failures or for safety. */
export function automaticRate(values: readonly number[], options: AutomaticOptions = {}): Interval {
  const confidence = options.confidence ?? 0.95;
  const n = values.length;
  const successes = values.reduce((total, value) => total + value, 0);
  const failures = options.failure === 1 ? successes : n - successes;
  const exact = options.safety === true || failures <= fewFailures;
  if (options.clusters) return clusteredRate(values, { clusters: options.clusters, confidence, exact });
  return exact ? clopperPearson({ successes, n }, confidence) : wilson({ successes, n }, confidence);
}

/**
 * CR1, which sees no variance where all cases agree and too little where nearly all do: with few failures it is widened
 * to Clopper-Pearson over the cases, and where every case agrees each cluster counts as one case.
 */
function clusteredRate(
  values: readonly number[],
  how: { readonly clusters: readonly ClusterId[]; readonly confidence: number; readonly exact: boolean },
): Interval {
  const { clusters, confidence } = how;
  const n = values.length;
  const successes = values.reduce((total, value) => total + value, 0);
  if (successes === 0 || successes === n) {
    const count = new Set(clusters).size;
    return { ...clopperPearson({ successes: successes === 0 ? 0 : count, n: count }, confidence), n };
  }
  const robust = clusterInterval(values, clusters, confidence);
  const wide = how.exact ? clopperPearson({ successes, n }, confidence) : robust;
  const low = Math.max(0, Math.min(robust.low, wide.low));
  return { ...robust, low, high: Math.min(1, Math.max(robust.high, wide.high)) };
}

/** Clusters: CR1. Otherwise sign-flip permutation up to 20 cases, BCa where skewed and below 200, else t. */
export function automaticMean(values: readonly number[], options: AutomaticOptions = {}): Interval {
  return within(unbounded(values, options), options.range);
}

function unbounded(values: readonly number[], options: AutomaticOptions): Interval {
  const confidence = options.confidence ?? 0.95;
  if (options.clusters) return clusterInterval(values, options.clusters, confidence);
  const { n, skewness } = moments(values);
  if (n <= signFlipLimit) return signFlipInterval(values, confidence);
  if (Math.abs(skewness) > bcaRule.skewness && n < bcaRule.n) return bcaInterval(values, options);
  return tInterval(values, confidence);
}

function within(interval: Interval, range: readonly [number, number] | undefined): Interval {
  if (range === undefined) return interval;
  return { ...interval, low: Math.max(range[0], interval.low), high: Math.min(range[1], interval.high) };
}

/**
 * Candidate minus baseline over the same cases: Tango for yes/no scores, else a mean of per-case differences. Clustered
 * yes/no pairs that all agree show no variance: there each cluster counts as one pair of Tango's interval.
 */
export function automaticPairedDifference(
  baseline: readonly number[],
  candidate: readonly number[],
  options: AutomaticOptions = {},
): Interval {
  const yesNo = isYesNo(baseline) && isYesNo(candidate);
  const confidence = options.confidence ?? 0.95;
  if (yesNo && !options.clusters) return tango(pairedTable(baseline, candidate), confidence);
  const differences = candidate.map((value, index) => value - (baseline[index] ?? 0));
  if (yesNo && options.clusters && differences.every((difference) => difference === differences[0])) {
    const clusters = new Set(options.clusters).size;
    const alike = pairedTable(baseline.slice(0, 1), candidate.slice(0, 1));
    const perCluster = {
      both: alike.both * clusters,
      onlyBaseline: alike.onlyBaseline * clusters,
      onlyCandidate: alike.onlyCandidate * clusters,
      neither: alike.neither * clusters,
    };
    return { ...tango(perCluster, confidence), n: differences.length };
  }
  return automaticMean(differences, options);
}
