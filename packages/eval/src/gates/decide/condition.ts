import type { Count } from '../../statistics/proportion/count.ts';

/** What a condition is about. */
export type Measure =
  /** Mean of a score, or its pass rate where every value is 0 or 1. */
  | { readonly kind: 'score' }
  /** Pass rate by a judge (yes/no scores), corrected for what it got right of human positives and negatives. */
  | { readonly kind: 'judged-rate'; readonly sensitivity: Count; readonly specificity: Count }
  | { readonly kind: 'error-rate' }
  /** USD a case. */
  | { readonly kind: 'mean-cost' }
  /** All money spent, failures included, over the successes; USD. */
  | { readonly kind: 'cost-per-success' }
  /** A quantile (such as 0.95) of the recorded times of successful cases; seconds. */
  | { readonly kind: 'latency'; readonly quantile: number };

/** What is asked of the measure. Numbers are in its own unit: fractions (0.02 is 2 points), USD, seconds. */
export type Comparison =
  | { readonly kind: 'not_worse'; readonly margin: number }
  | { readonly kind: 'better'; readonly by: number }
  | { readonly kind: 'within'; readonly margin: number }
  /** `of: 'baseline'` makes the value a ratio to the baseline (0.6 is 0.6x). */
  | { readonly kind: 'at_least' | 'at_most'; readonly value: number; readonly of: 'absolute' | 'baseline' };

/** One line of a gate, units already parsed. */
export interface Condition {
  readonly measure: Measure;
  readonly comparison: Comparison;
  /** One-sided, after any spending over looks; default 0.95. */
  readonly confidence?: number;
  /** Which way is good; default: higher for scores, lower for everything else. */
  readonly direction?: 'higher' | 'lower';
  /** Bounds a rate by Clopper-Pearson whatever its count. */
  readonly safety?: boolean;
  /**
   * `automatic` (default) picks the interval by the data; `always-valid` is the betting confidence sequence, for a look
   * after every case; `point` compares the bare estimate, without an error bar.
   */
  readonly interval?: 'automatic' | 'always-valid' | 'point';
  /** The range of the score: other intervals are cut to it; `always-valid` needs it and takes 0 to 1 by default. */
  readonly range?: readonly [low: number, high: number];
  /** Of the bootstraps; recorded in the report. */
  readonly seed?: number;
  readonly resamples?: number;
}

/** Which way is good for a condition. */
export function directionOf({ direction, measure }: Condition): 'higher' | 'lower' {
  return direction ?? (measure.kind === 'score' || measure.kind === 'judged-rate' ? 'higher' : 'lower');
}

/** True when the condition compares two arms. */
export function needsBaseline({ comparison }: Condition): boolean {
  return comparison.kind === 'at_least' || comparison.kind === 'at_most' ? comparison.of === 'baseline' : true;
}

/** True when the condition bounds the ratio of the arms, not a difference or a level. */
export function isRatio({ comparison }: Condition): boolean {
  return (comparison.kind === 'at_least' || comparison.kind === 'at_most') && comparison.of === 'baseline';
}
