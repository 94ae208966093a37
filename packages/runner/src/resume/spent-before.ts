import { inputTokens, outputTokens, type StepState } from '@sluice/core';
import type { Amount } from '../budget/budget.ts';

/** What earlier processes paid for these steps; answers from the cache were free. */
export function spentBefore(steps: Iterable<StepState>): Amount {
  let nanoUsd = 0;
  let tokens = 0;
  for (const step of steps) {
    for (const { usage, cost } of [...step.modelEnds.filter((end) => !end.fromCache), ...step.modelErrors]) {
      if (usage === undefined) continue;
      tokens += (inputTokens(usage) ?? 0) + (outputTokens(usage) ?? 0);
      if (cost?.known === true) nanoUsd += cost.nanoUsd;
    }
  }
  return { nanoUsd, tokens };
}
