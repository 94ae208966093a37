import { inputTokens, outputTokens, type Usage, usdOf } from '@sluice/core';
import type { RunOutcome, StepSummary } from '@sluice/runner';

/** `sluice run --json`: a contract. */
export function runJson(outcome: RunOutcome): object {
  return {
    schema: 'sluice/run/v1',
    run: outcome.runId,
    status: outcome.status,
    outputs: outcome.outputs,
    ...(outcome.failure === undefined ? {} : { error: outcome.failure }),
    steps: Object.fromEntries(Object.entries(outcome.steps).map(([id, step]) => [id, stepJson(step)])),
    usage: tokens(outcome.usage),
    cost_usd: usdOf(outcome.cost),
    latency_s: seconds(outcome.latencyMs),
  };
}

function stepJson(step: StepSummary): object {
  return {
    status: step.status,
    attempts: step.attempts,
    model: step.model ?? null,
    ...(step.modelId === undefined ? {} : { model_id: step.modelId }),
    usage: tokens(step.usage),
    cost_usd: usdOf(step.cost),
    latency_s: seconds(step.latencyMs),
    error: step.error ?? null,
    ...(step.skip === undefined ? {} : { skip: step.skip }),
    ...(step.errors.length === 0 ? {} : { errors: step.errors }),
  };
}

function tokens(usage: Usage): object {
  return { input_tokens: inputTokens(usage) ?? null, output_tokens: outputTokens(usage) ?? null };
}

function seconds(ms: number | undefined): number | null {
  return ms === undefined ? null : ms / 1000;
}
