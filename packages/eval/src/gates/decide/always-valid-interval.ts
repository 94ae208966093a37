import type { Interval } from '../../statistics/interval.ts';
import { bettingInterval } from '../../statistics/sequential/hedged-betting.ts';
import type { Condition } from './condition.ts';
import { isRatio, needsBaseline } from './condition.ts';

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

/** Why `always-valid` cannot be had for these scores; `undefined` when it can, or was not asked for. */
export function alwaysValidProblem(
  condition: Condition,
  { values, clustered }: { readonly values: readonly number[]; readonly clustered: boolean },
): string | undefined {
  if (condition.interval !== 'always-valid') return undefined;
  if (isRatio(condition)) return 'always-valid bounds a level or a difference, not a ratio';
  if (clustered) return 'always-valid needs independent cases, and these come in clusters';
  const [low, high] = condition.range ?? [0, 1];
  return values.some((value) => value < low || value > high)
    ? `always-valid needs every score between ${low} and ${high}`
    : undefined;
}
