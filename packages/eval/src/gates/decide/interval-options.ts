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
