import type { Interval } from '../interval.ts';
import { mean } from '../mean/moments.ts';
import { bettingWeights } from './betting-weights.ts';

/** Level and range of a betting sequence. */
export interface BettingOptions {
  /** Two-sided. */
  readonly alpha: number;
  /** The range every value lies in; default 0 to 1. */
  readonly range?: readonly [low: number, high: number];
}

/**
 * The hedged betting confidence sequence for the mean of bounded values, after the last of them: it covers at every look
 * together with probability 1 - alpha, whatever the rule for stopping. All earlier looks are intersected.
 */
export function bettingInterval(values: readonly number[], { alpha, range = [0, 1] }: BettingOptions): Interval {
  const [bottom, top] = range;
  const scaled = values.map((value) => (value - bottom) / (top - bottom));
  if (scaled.some((value) => value < 0 || value > 1)) throw new RangeError('a value lies outside the stated range');
  const weights = bettingWeights(scaled, alpha);
  const lower = largestRefuted({ values: scaled, weights, alpha });
  const mirrored = scaled.map((value) => 1 - value);
  const upper = 1 - largestRefuted({ values: mirrored, weights, alpha });
  return {
    estimate: mean(values),
    low: bottom + lower * (top - bottom),
    high: bottom + upper * (top - bottom),
    confidence: 1 - alpha,
    method: 'betting',
    n: values.length,
  };
}

/**
 * The evidence against "the mean is at most `bound`" after each value: capital that bets on larger values. At least
 * 1 / alpha at any time refutes it at level alpha.
 */
export function evidenceProcess(values: readonly number[], bound: number, alpha = 0.05): Float64Array {
  // One side only: its bets are sized for all of alpha.
  const weights = bettingWeights(values, 2 * alpha);
  const capital = new Float64Array(values.length);
  let current = 1;
  for (const [index, value] of values.entries()) {
    current *= 1 + Math.min(weights[index] ?? 0, 0.5 / bound) * (value - bound);
    capital[index] = current;
  }
  return capital;
}

interface Bets {
  readonly values: readonly number[];
  readonly weights: Float64Array;
  readonly alpha: number;
}

/** The largest mean that capital, half of it on each side, ever refuted; capital falls as the mean rises. */
function largestRefuted(bets: Bets): number {
  if (!refutes(bets, 0)) return 0;
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (refutes(bets, middle)) low = middle;
    else high = middle;
  }
  return low;
}

function refutes({ values, weights, alpha }: Bets, bound: number): boolean {
  const target = Math.log(2 / alpha);
  let log = 0;
  for (const [index, value] of values.entries()) {
    log += Math.log1p(Math.min(weights[index] ?? 0, 0.5 / bound) * (value - bound));
    if (log >= target) return true;
  }
  return false;
}
