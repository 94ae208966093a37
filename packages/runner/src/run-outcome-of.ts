import type { RunStatus } from '@sluice/core';
import type { PlanEnd } from './plan-end.ts';
import type { RunOutcome, StepSummary } from './run-outcome.ts';
import type { Session } from './session.ts';
import type { StepResult } from './step-result.ts';
import { stepView } from './step-view.ts';
import { Tally } from './tally.ts';

/** The outcome of a run that ended so. */
export function runOutcomeOf(session: Session, tally: Tally, { status, ended }: EndedRun): RunOutcome {
  const steps: Record<string, StepSummary> = {};
  for (const [id, result] of ended.results) steps[id] = summaryOf(result, result.status);
  for (const id of ended.waiting) steps[id] = summaryOf({ view: stepView('cancelled'), end: ended.end }, 'waiting');
  const spent = tally.spent(ended.end);
  return {
    runId: session.job.runId,
    status,
    startedAt: session.startedAt,
    finishedAt: session.host.clock.now(),
    outputs: ended.outputs,
    failure: ended.failure,
    steps,
    ...spent,
    reused: {
      calls: spent.counts.cached,
      savedNanoUsd: tally.savedNanoUsd,
      known: tally.savedKnown,
      ...(tally.cachedAt === undefined ? {} : { oldestAt: tally.cachedAt }),
    },
    warnings: session.warnings,
  };
}

export interface EndedRun {
  readonly status: RunStatus;
  readonly ended: PlanEnd;
}

function summaryOf(result: Omit<StepResult, 'status'>, status: StepSummary['status']): StepSummary {
  const tally = result.tally ?? new Tally(undefined);
  return {
    status,
    ...tally.spent(result.end - (result.begin ?? result.end)),
    model: tally.alias,
    modelId: tally.modelId,
    output: result.view.output,
    error: result.failure,
    skip: result.skip,
    errors: result.view.errors,
    fromCache: tally.fromCache,
    timeToFirstTokenMs: tally.timeToFirstTokenMs,
    recorded: tally.recorded,
  };
}
