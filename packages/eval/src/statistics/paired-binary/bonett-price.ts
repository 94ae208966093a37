import { normalQuantile } from '../distributions/normal.ts';
import type { Interval } from '../interval.ts';
import { type PairedTable, tableSize } from './paired-table.ts';

/** Bonett and Price's adjusted Wald interval (2012): one pseudo-case in each discordant cell. */
export function bonettPrice(table: PairedTable, confidence = 0.95): Interval {
  const n = tableSize(table);
  const adjusted = { onlyBaseline: table.onlyBaseline + 1, onlyCandidate: table.onlyCandidate + 1, n: n + 2 };
  const { centre, half } = normalEnds(adjusted, confidence);
  const estimate = (table.onlyCandidate - table.onlyBaseline) / n;
  return {
    estimate,
    low: Math.max(-1, centre - half),
    high: Math.min(1, centre + half),
    confidence,
    method: 'bonett-price',
    n,
  };
}

/** The plain Wald interval of a paired difference; for simulations only (it wrongly passes up to 13.5 % at n = 50). */
export function waldPaired(table: PairedTable, confidence = 0.95): Interval {
  const n = tableSize(table);
  const { centre, half } = normalEnds({ ...table, n }, confidence);
  return { estimate: centre, low: centre - half, high: centre + half, confidence, method: 'wald', n };
}

interface Discordant {
  readonly onlyBaseline: number;
  readonly onlyCandidate: number;
  readonly n: number;
}

function normalEnds(pair: Discordant, confidence: number): { centre: number; half: number } {
  const p12 = pair.onlyBaseline / pair.n;
  const p21 = pair.onlyCandidate / pair.n;
  const centre = p21 - p12;
  const half = normalQuantile(0.5 + confidence / 2) * Math.sqrt((p12 + p21 - centre * centre) / pair.n);
  return { centre, half };
}
