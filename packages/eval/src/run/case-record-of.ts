import { type Cost, inputTokens, outputTokens, type StepView, usdOf } from '@sluice/core';
import type { RunOutcome, StepSummary } from '@sluice/runner';
import type { CallCounts, CaseRecord, StepRecord } from '../records/case-record.ts';
import type { ScoreRecord } from '../scorers/score.ts';
import type { CaseMeasures } from './case-scope.ts';
import type { PreparedRow } from './prepare-dataset.ts';

export interface CaseResult {
  readonly row: PreparedRow;
  readonly variant: string;
  readonly repeat: number;
  readonly outcome: RunOutcome;
  readonly output: CaseRecord['output'];
  readonly recorded: CaseRecord['recorded'] | undefined;
  readonly scores: { readonly [id: string]: ScoreRecord };
  readonly success: boolean | null;
  /** Of the judges; known and 0 where there is none. */
  readonly judgeCost: Cost;
  readonly judgeSpent: Cost;
}

/** What is kept of a sample. */
export function caseRecordOf(result: CaseResult): CaseRecord {
  const { row, outcome } = result;
  const failure = outcome.failure;
  const cached = outcome.counts.cached > 0;
  return {
    case: row.id,
    variant: result.variant,
    repeat: result.repeat,
    status: outcome.status === 'succeeded' ? 'succeeded' : 'failed',
    output: result.output,
    ...(failure ? { error: shortFailure(failure) } : {}),
    scores: result.scores,
    success: result.success,
    usage: tokensOf(outcome),
    cost_usd: originalCost(outcome),
    judge_cost_usd: usdOf(result.judgeCost),
    spent_usd: spentUsd(outcome, result.judgeSpent),
    latency_s: secondsOf(outcome.latencyMs),
    latency_source: outcome.latencyMs === undefined ? 'none' : latencySourceOf(outcome, cached),
    ...(outcome.reused.oldestAt === undefined ? {} : { cached_at: outcome.reused.oldestAt }),
    ttft_s: firstToken(outcome),
    waited_s: outcome.waitedMs / 1000,
    calls: callsOf(outcome),
    steps: Object.fromEntries(Object.entries(outcome.steps).map(([id, step]) => [id, stepRecord(step)])),
    ...(row.cluster === undefined ? {} : { cluster: row.cluster }),
    ...(row.tags.length === 0 ? {} : { tags: row.tags }),
    row_hash: row.rowHash,
    ...(result.recorded === undefined ? {} : { recorded: result.recorded }),
  };
}

/** What a case and its steps took, as its record will say. */
export function caseMeasures(outcome: RunOutcome): CaseMeasures {
  return {
    cost_usd: originalCost(outcome),
    latency_s: secondsOf(outcome.latencyMs),
    steps: Object.fromEntries(
      Object.entries(outcome.steps).map(([id, step]) => [
        id,
        { cost_usd: usdOf(step.cost), latency_s: secondsOf(step.latencyMs) },
      ]),
    ),
  };
}

function secondsOf(milliseconds: number | undefined): number | null {
  return milliseconds === undefined ? null : milliseconds / 1000;
}

/** `steps.ID` as scorers see it. */
export function stepViews(outcome: RunOutcome): { readonly [id: string]: StepView } {
  return Object.fromEntries(Object.entries(outcome.steps).map(([id, step]) => [id, stepView(step)]));
}

function stepView(step: StepSummary): StepView {
  return {
    output: step.output,
    status: step.status === 'waiting' ? 'cancelled' : step.status,
    error: step.error === undefined ? null : { type: step.error.type, message: step.error.detail },
    model: step.model ?? null,
    usage: {
      input_tokens: inputTokens(step.usage) ?? 0,
      output_tokens: outputTokens(step.usage) ?? 0,
      cost_usd: usdOf(step.cost),
    },
    errors: step.errors,
  };
}

function shortFailure(failure: NonNullable<RunOutcome['failure']>): NonNullable<CaseRecord['error']> {
  return {
    type: failure.type,
    detail: failure.detail,
    ...(failure.step === undefined ? {} : { step: failure.step }),
    ...(failure.code === undefined ? {} : { code: failure.code }),
    ...(failure.hint === undefined ? {} : { hint: failure.hint }),
  };
}

/** What the sample costs when nothing is cached: a sweep over a warm cache must rank models as a cold one does. */
function originalCost({ cost, reused }: RunOutcome): number | null {
  return cost.known && reused.known ? (cost.nanoUsd + reused.savedNanoUsd) / 1e9 : null;
}

/** Recorded answers cost nothing now, whatever they once cost. */
function spentUsd(outcome: RunOutcome, judge: Cost): number | null {
  const { cost } = outcome;
  const own = isReplayed(outcome) ? 0 : cost.known ? cost.nanoUsd : undefined;
  return own !== undefined && judge.known ? (own + judge.nanoUsd) / 1e9 : null;
}

function isReplayed({ steps }: RunOutcome): boolean {
  const called = Object.values(steps).flatMap(({ modelId }) => modelId ?? []);
  return called.length > 0 && called.every((model) => model.startsWith('replay/'));
}

function latencySourceOf(outcome: RunOutcome, cached: boolean): CaseRecord['latency_source'] {
  if (cached) return 'cached';
  return isReplayed(outcome) ? 'recorded' : 'fresh';
}

function firstToken(outcome: RunOutcome): number | null {
  const times = Object.values(outcome.steps).flatMap((step) => step.timeToFirstTokenMs ?? []);
  return times.length === 1 ? (times[0] ?? 0) / 1000 : null;
}

function tokensOf({ usage }: Pick<RunOutcome, 'usage'>): CaseRecord['usage'] {
  return {
    input_tokens: inputTokens(usage) ?? null,
    output_tokens: outputTokens(usage) ?? null,
    ...(usage.cacheRead === undefined ? {} : { cache_read_tokens: usage.cacheRead }),
    ...(usage.reasoning === undefined ? {} : { reasoning_tokens: usage.reasoning }),
  };
}

function callsOf({ counts }: RunOutcome): CallCounts {
  return {
    model: counts.answers,
    reused: counts.cached,
    retries: counts.retries,
    fallbacks: counts.fallbacks,
    refusals: counts.refusals,
    truncations: counts.truncated,
  };
}

function stepRecord(step: StepSummary): StepRecord {
  return {
    status: step.status === 'waiting' ? 'cancelled' : step.status,
    attempts: step.attempts,
    ...(step.model === undefined ? {} : { model: step.model }),
    cost_usd: usdOf(step.cost),
    latency_s: secondsOf(step.latencyMs),
    ...(step.modelId === undefined
      ? {}
      : { input_tokens: inputTokens(step.usage) ?? null, output_tokens: outputTokens(step.usage) ?? null }),
    ...(step.error === undefined ? {} : { error: step.error.type }),
  };
}
