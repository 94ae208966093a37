import { binomialCdf, binomialQuantile } from '../distributions/binomial.ts';
import type { Interval } from '../interval.ts';
import { quantileOfSorted } from './quantile.ts';

/** Which quantile of how many values, and how sure. */
export interface RankQuestion {
  readonly n: number;
  /** The quantile, such as 0.95. */
  readonly p: number;
  /** Two-sided for `twoSidedRanks`, one-sided for the others. */
  readonly confidence: number;
}

/** Ranks (from 1) of the order statistics that bound a quantile whatever the distribution; `undefined` if none does. */
export interface RankBounds {
  readonly lower: number | undefined;
  readonly upper: number | undefined;
  /** Exact coverage; `undefined` unless both ends exist. */
  readonly coverage: number | undefined;
}

/** The equal-tailed two-sided ranks. */
export function twoSidedRanks({ n, p, confidence }: RankQuestion): RankBounds {
  const tail = (1 - confidence) / 2;
  const lower = existing(binomialQuantile(tail, { n, p }), n);
  const upper = existing(binomialQuantile(1 - tail, { n, p }) + 1, n);
  const both = lower !== undefined && upper !== undefined;
  const coverage = both ? binomialCdf(upper - 1, { n, p }) - binomialCdf(lower - 1, { n, p }) : undefined;
  return { lower, upper, coverage };
}

/** The one-sided upper bound: its rank and exact coverage. */
export function upperRank({ n, p, confidence }: RankQuestion): { rank: number; coverage: number } | undefined {
  const rank = existing(binomialQuantile(confidence, { n, p }) + 1, n);
  return rank === undefined ? undefined : { rank, coverage: binomialCdf(rank - 1, { n, p }) };
}

/** The one-sided lower bound: its rank and exact coverage. */
export function lowerRank({ n, p, confidence }: RankQuestion): { rank: number; coverage: number } | undefined {
  const rank = existing(binomialQuantile(1 - confidence, { n, p }), n);
  return rank === undefined ? undefined : { rank, coverage: 1 - binomialCdf(rank - 1, { n, p }) };
}

/** Fewest values for which a distribution-free one-sided upper bound exists: 59 for p95 at 95 %, 299 for p99. */
export function fewestForUpperBound(p: number, confidence = 0.95): number {
  return Math.ceil(Math.log(1 - confidence) / Math.log(p) - 1e-9);
}

/** Type 7 estimate of a quantile with its order-statistic interval; an end that does not exist is infinite. */
export function quantileInterval(values: readonly number[], p: number, confidence = 0.95): Interval {
  const sorted = Float64Array.from(values).sort();
  const { lower, upper } = twoSidedRanks({ n: sorted.length, p, confidence });
  const at = (rank: number | undefined) => (rank === undefined ? undefined : sorted[rank - 1]);
  const estimate = quantileOfSorted(sorted, p);
  return {
    estimate,
    low: Math.min(estimate, at(lower) ?? Number.NEGATIVE_INFINITY),
    high: Math.max(estimate, at(upper) ?? Number.POSITIVE_INFINITY),
    confidence,
    method: 'order-statistic',
    n: sorted.length,
  };
}

function existing(rank: number, n: number): number | undefined {
  return rank >= 1 && rank <= n ? rank : undefined;
}
