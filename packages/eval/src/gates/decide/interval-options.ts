import type { BootstrapOptions } from '../../statistics/bootstrap/bootstrap-options.ts';
import type { Condition } from './condition.ts';

/** The two-sided interval whose ends are the condition's one-sided bounds, and how its bootstraps run. */
export function intervalOptions(
  condition: Condition,
): BootstrapOptions & { readonly confidence: number; readonly safety: boolean } {
  const alpha = 1 - (condition.confidence ?? 0.95);
  return {
    confidence: 1 - 2 * alpha,
    safety: condition.safety ?? false,
    ...(condition.seed === undefined ? {} : { seed: condition.seed }),
    ...(condition.resamples === undefined ? {} : { resamples: condition.resamples }),
  };
}

/** Where the parameter must lie, if the condition states a range and every score keeps it. */
export function rangeOf(
  { range }: Condition,
  { values, compared }: { readonly values: readonly number[]; readonly compared: boolean },
): readonly [low: number, high: number] | undefined {
  if (range === undefined || values.some((value) => value < range[0] || value > range[1])) return undefined;
  return compared ? [range[0] - range[1], range[1] - range[0]] : range;
}
