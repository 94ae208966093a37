import { normalQuantile } from '../distributions/normal.ts';

/** A single rate to be shown above or below a bound. */
export interface RateQuestion {
  /** The true rate assumed. */
  readonly rate: number;
  readonly bound: number;
  /** One-sided. */
  readonly alpha: number;
  readonly power: number;
}

/**
 * Cases with which a one-sided test of a rate against a bound decides with the given power: the normal formula, but
 * never fewer than the exact interval needs when every case agrees (for 0 errors against 1 % at 95 %: 299).
 */
export function casesForRate({ rate, bound, alpha, power }: RateQuestion): number {
  if (rate === bound || bound <= 0 || bound >= 1) return Number.POSITIVE_INFINITY;
  const spread =
    normalQuantile(1 - alpha) * Math.sqrt(bound * (1 - bound)) + normalQuantile(power) * Math.sqrt(rate * (1 - rate));
  const unanimous = Math.log(alpha) / Math.log(rate < bound ? 1 - bound : bound);
  return Math.ceil(Math.max((spread / (rate - bound)) ** 2, unanimous) - 1e-9);
}
