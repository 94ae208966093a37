import { errorView, type Failure, inputTokens, type Json, outputTokens, type StepView, usdOf } from '@sluice/core';
import type { Tally } from './tally.ts';

export interface ViewParts {
  readonly output?: Json;
  readonly failure?: Failure | undefined;
  readonly tally?: Tally;
  readonly model?: string | undefined;
  readonly errors?: readonly Json[];
}

/** `steps.ID` as expressions and templates see it. */
export function stepView(status: StepView['status'], parts: ViewParts = {}): StepView {
  const { tally } = parts;
  const usage = tally?.usage;
  return {
    output: parts.output ?? null,
    status,
    error: parts.failure === undefined ? null : errorView(parts.failure),
    model: parts.model ?? null,
    usage: {
      input_tokens: usage === undefined ? 0 : (inputTokens(usage) ?? 0),
      output_tokens: usage === undefined ? 0 : (outputTokens(usage) ?? 0),
      cost_usd: tally === undefined ? 0 : usdOf(tally.cost),
    },
    errors: parts.errors ?? [],
  };
}

export const skippedView: StepView = stepView('skipped');
