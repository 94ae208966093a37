import { type EventOf, FailureError, freezeJson, type Json, type Question, SuspendedError } from '@sluice/core';
import { deadline as deadlineOf } from './deadline.ts';
import type { StepInstance } from './frames.ts';
import type { ApprovalAnswer, Approver } from './run-options.ts';

/** The answer of a person, of the log, or of the clock. Throws `rejected`, or suspends the run. */
export async function ask(instance: StepInstance, question: Question): Promise<Json> {
  const { session, path } = instance;
  const before = session.recorded.at(path);
  // An answer to another question is none.
  const known = before?.key === instance.key ? before : undefined;
  if (known?.answer !== undefined) return decide(known.answer, instance);
  const { approvals } = session.options;
  const wait = await announce(instance, question, known?.wait?.deadline);
  const leftMs = wait.deadline === undefined ? undefined : wait.deadline - session.host.clock.now();
  if (leftMs !== undefined && leftMs <= 0) return decide(await timedOut(instance, question), instance);
  if (approvals === 'suspend') throw new SuspendedError(path);
  return decide(await askPerson({ instance, question, approver: approvals, leftMs }), instance);
}

function decide({ approved, answer, by }: ApprovalAnswer, { path }: StepInstance): Json {
  if (approved) return freezeJson(answer);
  throw new FailureError({ type: 'rejected', title: 'Rejected', detail: `${path} was rejected by ${by}` });
}

/** A run that is taken up again keeps the deadline of its first question. */
async function announce(
  instance: StepInstance,
  question: Question,
  deadline: number | undefined,
): Promise<EventOf<'approval-wait'>> {
  const { session, path } = instance;
  const at = session.host.clock.now();
  const wait: EventOf<'approval-wait'> = {
    type: 'approval-wait',
    at,
    path,
    message: question.message,
    onTimeout: question.onTimeout,
    ...(question.timeoutMs === undefined ? {} : { deadline: deadline ?? at + question.timeoutMs }),
  };
  // Whoever answers in another process must find it.
  await session.journal.durable(wait);
  return wait;
}

interface Asking {
  readonly instance: StepInstance;
  readonly question: Question;
  readonly approver: Approver;
  readonly leftMs: number | undefined;
}

async function askPerson({ instance, question, approver, leftMs }: Asking): Promise<ApprovalAnswer> {
  const { session, path, signal } = instance;
  const asked = { ...question, runId: session.job.runId, path };
  if (leftMs === undefined) return await answered(instance, await approver(asked, { signal }));
  const { clock } = session.host;
  const limit = deadlineOf(signal, { ms: leftMs, clock, failure: late });
  try {
    return await answered(instance, await approver(asked, { signal: limit.signal }));
  } catch (error) {
    if (signal.aborted || !limit.signal.aborted) throw error;
    return await timedOut(instance, question);
  } finally {
    limit.dispose();
  }
}

const late = { type: 'timeout', title: 'Nobody answered', detail: 'nobody answered in time' } as const;

function timedOut(instance: StepInstance, question: Question): Promise<ApprovalAnswer> {
  return answered(instance, { approved: question.onTimeout === 'approve', answer: null, by: 'timeout' });
}

async function answered(instance: StepInstance, answer: ApprovalAnswer): Promise<ApprovalAnswer> {
  const { session, path } = instance;
  await session.journal.durable({ type: 'approval-answer', at: session.host.clock.now(), path, ...answer });
  return answer;
}
