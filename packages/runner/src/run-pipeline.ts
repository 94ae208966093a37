import { type ExecutionEvent, type ExecutionState, foldRun, type RunEnd, type RunStatus } from '@sluice/core';
import pLimit from 'p-limit';
import { type StopGate, stopGate } from './calls/stop-gate.ts';
import { completeInputs } from './complete-inputs.ts';
import { contentKey } from './content-key.ts';
import { toFailure } from './failures.ts';
import type { Host } from './host.ts';
import type { Job } from './job.ts';
import { Journal } from './journal.ts';
import type { PlanEnd } from './plan-end.ts';
import { planFrame } from './plan-frame.ts';
import { recordedSteps } from './resume/recorded-steps.ts';
import { runBlock } from './run-block.ts';
import type { RunOptions } from './run-options.ts';
import type { RunOutcome } from './run-outcome.ts';
import { runOutcomeOf } from './run-outcome-of.ts';
import { runPlan } from './run-plan.ts';
import type { Session } from './session.ts';
import { Tally } from './tally.ts';

/**
 * Runs a plan to its end, or to where a person must answer. Failures of steps are part of the outcome;
 * rejects only where the host cannot keep the log. The caller keeps the run's header.
 */
export async function runPipeline(job: Job, host: Host, given: RunOptions): Promise<RunOutcome> {
  const { stop, signal } = given;
  const gate = stop === undefined ? undefined : stopGate({ stop, signal, clock: host.clock });
  const options = gate === undefined ? given : { ...given, signal: gate.signal };
  try {
    return await runJob(job, { host, options, gate, history: await readHistory(job, host, options) });
  } finally {
    gate?.dispose();
  }
}

async function runJob(job: Job, opening: Opening): Promise<RunOutcome> {
  const { host, options, history } = opening;
  const session = openSession(job, opening);
  const tally = new Tally(undefined);
  const ended = await runFromTop(session, tally);
  const status = statusOf(ended, options);
  if (session.journal.isOpen || history?.status !== status) {
    session.journal.record({ ...runEnd(status, ended), at: host.clock.now() });
  }
  await session.journal.flush();
  const outcome = runOutcomeOf(session, tally, { status, ended });
  // Callers print and keep what a tool gave; what the log does not show, the outcome does not either.
  return host.redactor?.redact(outcome) ?? outcome;
}

async function runFromTop(session: Session, tally: Tally): Promise<PlanEnd> {
  const { job, options } = session;
  try {
    const inputs = completeInputs(job.plan, job.inputs);
    const budgets = options.budget === undefined ? [] : [options.budget];
    const recorded = session.history?.steps.values() ?? [];
    const frame = planFrame(session, job.plan, { inputs, signal: options.signal, budgets, recorded });
    return await runPlan({ ...frame, tally, prefix: '', owner: undefined, begin: 0 });
  } catch (error) {
    const failure = toFailure(error);
    return { results: new Map(), waiting: [], outputs: {}, failure, suspended: undefined, end: 0 };
  }
}

interface Opening {
  readonly host: Host;
  readonly options: RunOptions;
  readonly gate: StopGate | undefined;
  readonly history: ExecutionState | undefined;
}

function openSession(job: Job, { host, options, gate, history }: Opening): Session {
  const at = host.clock.now();
  const fresh = history?.startedAt === undefined;
  const journal = new Journal({
    store: host.store,
    runId: job.runId,
    unit: job.unit,
    redactor: host.redactor,
    onEvent: options.onEvent,
    opening: fresh ? undefined : { type: 'run-resume', at, planHash: job.plan.hash },
  });
  const { plan, inputs } = job;
  if (fresh) journal.record({ type: 'run-start', at, pipeline: plan.name, planHash: plan.hash, inputs });
  return {
    job,
    host,
    options,
    journal,
    history,
    models: job.models === undefined && job.aliases === undefined ? '' : contentKey([job.aliases, job.models]),
    startedAt: at,
    recorded: recordedSteps(history),
    run: Object.freeze({ id: job.runId, started_at: new Date(history?.startedAt ?? at).toISOString() }),
    slots: options.concurrency === Number.POSITIVE_INFINITY ? undefined : pLimit(options.concurrency),
    gate,
    warnings: [],
    engine: { runBlock, runPlan },
  };
}

async function readHistory(job: Job, host: Host, { resume }: RunOptions): Promise<ExecutionState | undefined> {
  if (resume === undefined || resume === false) return undefined;
  if (resume !== true) return foldRun(resume);
  const events: ExecutionEvent[] = [];
  for await (const { event } of host.store.read(job.runId, job.unit)) events.push(event as ExecutionEvent);
  return events.length === 0 ? undefined : foldRun(events);
}

function statusOf({ failure, suspended }: PlanEnd, { signal }: RunOptions): RunStatus {
  if (suspended !== undefined) return 'waiting';
  if (failure === undefined) return 'succeeded';
  return signal.aborted ? 'cancelled' : 'failed';
}

function runEnd(status: RunStatus, { outputs, failure }: PlanEnd): RunEnd {
  return { type: 'run-end', status, outputs, ...(failure === undefined ? {} : { failure }) };
}
