import { midranks } from '../correlation/midranks.ts';

/**
 * Exact two-sided p-value of Wilcoxon's signed-rank test, ties and all: the distribution of the sum of (doubled, so
 * whole) midranks over every pattern of signs. Zeros are dropped.
 */
export function wilcoxonSignedRank(values: readonly number[]): number {
  const kept = values.filter((value) => value !== 0);
  const ranks = midranks(kept.map(Math.abs)).ranks.map((rank) => Math.round(2 * rank));
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  let chances = new Float64Array(total + 1);
  chances[0] = 1;
  for (const rank of ranks) {
    const next = new Float64Array(total + 1);
    for (let sum = 0; sum <= total; sum += 1) {
      next[sum] = ((chances[sum] ?? 0) + (sum >= rank ? (chances[sum - rank] ?? 0) : 0)) / 2;
    }
    chances = next;
  }
  const observed = ranks.reduce((sum, rank, index) => sum + ((kept[index] ?? 0) > 0 ? rank : 0), 0);
  const smaller = Math.min(observed, total - observed);
  const tail = chances.slice(0, smaller + 1).reduce((sum, chance) => sum + chance, 0);
  return Math.min(1, 2 * tail);
}
