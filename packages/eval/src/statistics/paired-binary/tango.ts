import { normalQuantile } from '../distributions/normal.ts';
import type { Interval } from '../interval.ts';
import { type PairedTable, tableSize } from './paired-table.ts';

/** Tango's score interval (1998) for the difference candidate minus baseline of two paired rates. */
export function tango(table: PairedTable, confidence = 0.95): Interval {
  const n = tableSize(table);
  const z = normalQuantile(0.5 + confidence / 2);
  const estimate = (table.onlyCandidate - table.onlyBaseline) / n;
  const pair = { b: table.onlyBaseline, c: table.onlyCandidate, n };
  return {
    estimate,
    low: Math.min(estimate, limit(pair, { from: -1, to: estimate, target: z })),
    high: Math.max(estimate, limit(pair, { from: 1, to: estimate, target: -z })),
    confidence,
    method: 'tango',
    n,
  };
}

interface Discordant {
  readonly b: number;
  readonly c: number;
  readonly n: number;
}

/** The score statistic at a hypothesised difference; it falls as the difference grows. */
function score({ b, c, n }: Discordant, difference: number): number {
  const gap = c - b - n * difference;
  const linear = -b - c + (2 * n - c + b) * difference;
  const constant = -b * difference * (1 - difference);
  const q = (Math.sqrt(Math.max(0, linear * linear - 8 * n * constant)) - linear) / (4 * n);
  const variance = n * (2 * q + difference * (1 - difference));
  if (variance <= 0) return gap === 0 ? 0 : Math.sign(gap) * Number.POSITIVE_INFINITY;
  return gap / Math.sqrt(variance);
}

/** Bisection between an end of [-1, 1] and the estimate, to the last bit. */
function limit(pair: Discordant, search: { from: number; to: number; target: number }): number {
  let { from, to } = search;
  const beyond = (value: number) => Math.abs(score(pair, value)) > Math.abs(search.target);
  if (!beyond(from)) return from;
  for (let step = 0; step < 200; step += 1) {
    const middle = (from + to) / 2;
    if (middle === from || middle === to) break;
    if (beyond(middle)) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}
