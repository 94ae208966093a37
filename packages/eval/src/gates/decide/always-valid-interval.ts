import type { Interval } from '../../statistics/interval.ts';
import { bettingInterval } from '../../statistics/sequential/hedged-betting.ts';
import type { Condition } from './condition.ts';
import { needsBaseline } from './condition.ts';

/**
 * The betting confidence sequence over per-case values in their order, mapped to [0, 1]: its ends hold at every look.
 * A one-sided condition at level alpha reads a sequence at 2 alpha, each side of which spends alpha.
 */
export function alwaysValidInterval(values: readonly number[], condition: Condition): Interval {
  const [low, high] = condition.range ?? [0, 1];
  const width = high - low;
  const range: readonly [number, number] = needsBaseline(condition) ? [-width, width] : [low, high];
  const alpha = 2 * (1 - (condition.confidence ?? 0.95));
  return bettingInterval(values, { alpha, range });
}
