import { noncentralTCdf } from '../distributions/noncentral-t.ts';
import { normalQuantile } from '../distributions/normal.ts';
import { studentTQuantile } from '../distributions/student-t.ts';

/** Chances of the two errors: `alpha` is the level of one tail (halve it for a two-sided test). */
export interface ErrorRates {
  readonly alpha: number;
  readonly power: number;
}

/** Cases for a paired difference `delta` of numbers whose differences have deviation `sd`: normal approximation. */
export function casesForPairedMean(effect: { sd: number; delta: number }, rates: ErrorRates): number {
  return (sumOfQuantiles(rates) * effect.sd) ** 2 / effect.delta ** 2;
}

/** The same for Student's test, from the noncentral t distribution. */
export function casesForPairedT(effect: { sd: number; delta: number }, rates: ErrorRates): number {
  const power = (n: number) => {
    const degrees = n - 1;
    const noncentrality = (Math.sqrt(n) * effect.delta) / effect.sd;
    return 1 - noncentralTCdf(studentTQuantile(1 - rates.alpha, degrees), { degrees, noncentrality });
  };
  let low = 2;
  let high = 2 * casesForPairedMean(effect, rates) + 10;
  while (high - low > 1e-9 * high) {
    const middle = (low + high) / 2;
    if (power(middle) < rates.power) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Cases for McNemar's test to see a difference `delta` at discordant share `psi` (Connor 1987). */
export function casesForMcNemar(effect: { psi: number; delta: number }, { alpha, power }: ErrorRates): number {
  const spread =
    normalQuantile(1 - alpha) * Math.sqrt(effect.psi) +
    normalQuantile(power) * Math.sqrt(effect.psi - effect.delta ** 2);
  return (spread / effect.delta) ** 2;
}

/** Cases for a paired rate: `delta` true difference at discordant share `psi`, to be told from `-margin`. */
export function casesForPairedRate(
  effect: { readonly psi: number; readonly delta: number; readonly margin: number },
  rates: ErrorRates,
): number {
  return (sumOfQuantiles(rates) ** 2 * (effect.psi - effect.delta ** 2)) / (effect.delta + effect.margin) ** 2;
}

/** Cases in each arm to tell two independent rates apart. */
export function casesForTwoRates(rates: { p1: number; p2: number }, { alpha, power }: ErrorRates): number {
  const { p1, p2 } = rates;
  const pooled = (p1 + p2) / 2;
  const spread =
    normalQuantile(1 - alpha) * Math.sqrt(2 * pooled * (1 - pooled)) +
    normalQuantile(power) * Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2));
  return (spread / (p1 - p2)) ** 2;
}

/** The same on the arcsine scale (Cohen's h). */
export function casesForTwoRatesArcsine(rates: { p1: number; p2: number }, errors: ErrorRates): number {
  const h = 2 * Math.asin(Math.sqrt(rates.p1)) - 2 * Math.asin(Math.sqrt(rates.p2));
  return 2 * (sumOfQuantiles(errors) / h) ** 2;
}

/** Questions for a paired comparison with repeats (Miller 2024, arXiv 2411.00640). */
export function casesWithRepeats(
  variance: {
    /** Between questions, of the difference of the arms' true means. */
    readonly between: number;
    /** Within a question, over the repeats of each arm. */
    readonly within: readonly { readonly variance: number; readonly repeats: number }[];
    readonly delta: number;
  },
  rates: ErrorRates,
): number {
  const noise = variance.within.reduce((total, arm) => total + arm.variance / arm.repeats, variance.between);
  return (sumOfQuantiles(rates) ** 2 * noise) / variance.delta ** 2;
}

/** The smallest true difference that `n` cases show with the given power, for variance `variance` of a case. */
export function detectableDifference(of: { n: number; variance: number }, rates: ErrorRates): number {
  return sumOfQuantiles(rates) * Math.sqrt(of.variance / of.n);
}

function sumOfQuantiles({ alpha, power }: ErrorRates): number {
  return normalQuantile(1 - alpha) + normalQuantile(power);
}
