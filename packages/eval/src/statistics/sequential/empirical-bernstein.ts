import { bettingWeights } from './betting-weights.ts';

/** The predictable plug-in empirical-Bernstein confidence sequence for values in [0, 1], after the last of them; all earlier looks are intersected. */
export function empiricalBernstein(values: readonly number[], alpha = 0.05): readonly [low: number, high: number] {
  const weights = bettingWeights(values, alpha);
  let total = 0.5;
  let weight = 0;
  let weighted = 0;
  let cost = Math.log(2 / alpha);
  let low = 0;
  let high = 1;
  for (const [index, value] of values.entries()) {
    const bet = Math.min(weights[index] ?? 0, 0.5);
    const expected = total / (index + 1);
    weight += bet;
    weighted += bet * value;
    cost += (value - expected) ** 2 * (-Math.log1p(-bet) - bet);
    total += value;
    low = Math.max(low, weighted / weight - cost / weight);
    high = Math.min(high, weighted / weight + cost / weight);
  }
  return [low, high];
}
