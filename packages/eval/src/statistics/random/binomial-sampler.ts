import { type Binomial, binomialMass } from '../distributions/binomial.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Draws binomial counts by inverting a table that holds all but about 1e-20 of the probability. */
export function binomialSampler({ n, p }: Binomial): (random: SeededRandom) => number {
  if (p >= 1) return () => n;
  if (p <= 0) return () => 0;
  const reach = 10 * Math.sqrt(n * p * (1 - p)) + 10;
  const first = Math.max(0, Math.floor(n * p - reach));
  const last = Math.min(n, Math.ceil(n * p + reach));
  const cumulative = new Float64Array(last - first + 1);
  let total = 0;
  for (let k = first; k <= last; k += 1) {
    total += binomialMass(k, { n, p });
    cumulative[k - first] = total;
  }
  return (random) => first + firstAtLeast(cumulative, random.uniform() * total);
}

function firstAtLeast(cumulative: Float64Array, target: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] ?? 1) >= target) high = middle;
    else low = middle + 1;
  }
  return low;
}
