import { midranks } from '../correlation/midranks.ts';
import { normalCdf } from '../distributions/normal.ts';

/** Two-sided p-value of the Mann-Whitney test: normal approximation with continuity and tie corrections. */
export function mannWhitney(first: readonly number[], second: readonly number[]): number {
  const n1 = first.length;
  const n2 = second.length;
  const { ranks, tieSizes } = midranks([...first, ...second]);
  const rankSum = ranks.slice(0, n1).reduce((total, rank) => total + rank, 0);
  const gap = rankSum - (n1 * (n1 + 1)) / 2 - (n1 * n2) / 2;
  const n = n1 + n2;
  const ties = tieSizes.reduce((total, size) => total + (size ** 3 - size), 0);
  const deviation = Math.sqrt(((n1 * n2) / 12) * (n + 1 - ties / (n * (n - 1))));
  if (deviation === 0) return 1;
  const z = (Math.abs(gap) - 0.5) / deviation;
  return Math.min(1, 2 * normalCdf(-z));
}
