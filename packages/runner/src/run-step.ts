import { type Failure, FailureError, freezeJson, type Json, type PlanNode, SuspendedError } from '@sluice/core';
import { stepKey } from './content-key.ts';
import { type Deadline, deadline } from './deadline.ts';
import { cancel, succeed } from './end-step.ts';
import { toFailure } from './failures.ts';
import { type BlockFrame, instancePointer, newInstance, type StepInstance } from './frames.ts';
import { handleFailure } from './handle-failure.ts';
import { reusedResult } from './resume/reuse-step.ts';
import { runAttempts } from './run-attempts.ts';
import { stepContext } from './step-context.ts';
import type { StepResult } from './step-result.ts';
import { skippedView } from './step-view.ts';

/**
 * Runs one step to its end: its condition, its kind, its timeout, its `on_error`. Uses what an earlier process
 * finished with the same key. Rejects only with `SuspendedError`.
 */
export async function runStep(node: PlanNode, frame: BlockFrame, begin: number): Promise<StepResult> {
  const key = stepKey(node, frame.scope, frame.session.models);
  const instance = newInstance(node, frame, { begin, key });
  const reused = reusedResult(instance);
  if (reused !== undefined) return reused;
  const known = frame.session.recorded.at(instance.path);
  if (known !== undefined) instance.tally.absorb(known);
  return await startStep(instance);
}

async function startStep(instance: StepInstance): Promise<StepResult> {
  const { node, path, key, session, frame } = instance;
  const at = session.host.clock.now();
  try {
    if (node.when !== undefined && !holds(node.when.evaluate(frame.scope))) {
      session.journal.record({ type: 'step-skip', at, path, reason: { why: 'condition' }, key });
      return { status: 'skipped', skip: { why: 'condition' }, view: skippedView, end: instance.now };
    }
  } catch (error) {
    session.journal.record({ type: 'step-start', at, path, key });
    return await handleFailure(instance, placed(toFailure(error), instance));
  }
  session.journal.record({ type: 'step-start', at, path, key });
  return await execute(instance);
}

function holds(value: Json): boolean {
  if (typeof value === 'boolean') return value;
  throw new FailureError({
    type: 'invalid_request',
    title: 'A condition must be true or false',
    detail: `when came to ${value === null ? 'null' : typeof value}`,
    code: 'step/condition',
  });
}

async function execute(instance: StepInstance): Promise<StepResult> {
  const { frame } = instance;
  const limit = stepDeadline(instance);
  const running = limit === undefined ? instance : { ...instance, signal: limit.signal };
  const context = stepContext(running);
  try {
    const output = freezeJson(await runAttempts(running, context));
    return succeed(running, output, context.itemErrors);
  } catch (error) {
    if (error instanceof SuspendedError) throw error;
    // Stopped from outside, however the step itself took it.
    if (frame.signal.aborted) return cancel(running);
    const reason = limit?.signal.aborted === true ? limit.signal.reason : error;
    return await handleFailure(running, placed(toFailure(reason), running));
  } finally {
    limit?.dispose();
  }
}

function stepDeadline(instance: StepInstance): Deadline | undefined {
  const { node, session, signal } = instance;
  const { timeoutMs } = node.policy;
  if (timeoutMs === undefined) return undefined;
  const failure: Failure = {
    type: 'timeout',
    title: 'The step took too long',
    detail: `${node.id} was not done after ${timeoutMs / 1000} s, waits included`,
    hint: 'raise timeout, or set attempt_timeout and retry',
    code: 'step/timeout',
  };
  return deadline(signal, { ms: timeoutMs, clock: session.host.clock, failure });
}

/** The failure with its place; that of a child step keeps its own. */
function placed(failure: Failure, { node, frame, session }: StepInstance): Failure {
  if (failure.instance !== undefined) return failure;
  // A vendor's or a tool's message may quote what it was sent.
  const safe = session.host.redactor?.redact(failure) ?? failure;
  return { ...safe, step: node.id, instance: instancePointer(node, frame) };
}
