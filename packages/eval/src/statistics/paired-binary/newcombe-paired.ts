import type { Interval } from '../interval.ts';
import { wilson } from '../proportion/wilson.ts';
import { type PairedTable, tableSize } from './paired-table.ts';

/** Newcombe's method 10 (1998): square-and-add of two Wilson intervals with the pairs' correlation. */
export function newcombePaired(table: PairedTable, confidence = 0.95): Interval {
  const n = tableSize(table);
  const baseline = wilson({ successes: table.both + table.onlyBaseline, n }, confidence);
  const candidate = wilson({ successes: table.both + table.onlyCandidate, n }, confidence);
  const phi = correlation(table);
  const estimate = candidate.estimate - baseline.estimate;
  const reach = (up: number, down: number) => Math.sqrt(Math.max(0, up * up - 2 * phi * up * down + down * down));
  return {
    estimate,
    low: estimate - reach(candidate.estimate - candidate.low, baseline.high - baseline.estimate),
    high: estimate + reach(candidate.high - candidate.estimate, baseline.estimate - baseline.low),
    confidence,
    method: 'newcombe-paired',
    n,
  };
}

/** Phi with Newcombe's continuity correction where it is positive. */
function correlation({ both, onlyBaseline, onlyCandidate, neither }: PairedTable): number {
  const n = both + onlyBaseline + onlyCandidate + neither;
  const margins = (both + onlyBaseline) * (onlyCandidate + neither) * (both + onlyCandidate) * (onlyBaseline + neither);
  if (margins === 0) return 0;
  const cross = both * neither - onlyBaseline * onlyCandidate;
  const corrected = cross > 0 ? Math.max(cross - n / 2, 0) : cross;
  return corrected / Math.sqrt(margins);
}
