import { type EventOf, type ExecutionEvent, foldRun } from '@sluice/core';
import type { Host } from './host.ts';
import type { ApprovalAnswer } from './run-options.ts';

/** A step that waits for a person. */
export interface ApprovalPlace {
  readonly runId: string;
  readonly unit: string;
  readonly path: string;
}

/**
 * Writes a person's answer into the log of a run that waits for it; resuming the run then goes on from there.
 * `false` where that step does not wait, or was answered already.
 */
export async function answerApproval(
  host: Pick<Host, 'store' | 'clock' | 'redactor'>,
  { runId, unit, path }: ApprovalPlace,
  answer: ApprovalAnswer,
): Promise<boolean> {
  const events: ExecutionEvent[] = [];
  for await (const { event } of host.store.read(runId, unit)) events.push(event as ExecutionEvent);
  const step = foldRun(events).steps.get(path);
  if (step?.status !== 'waiting' || step.answer !== undefined) return false;
  const event: EventOf<'approval-answer'> = { type: 'approval-answer', at: host.clock.now(), path, ...answer };
  await host.store.append(runId, unit, [host.redactor?.redact(event) ?? event]);
  return true;
}
