import type { Cost, Failure, ModelError, Usage } from '@sluice/core';
import type { ModelCall } from './model-call.ts';
import type { Candidate } from './model-chain.ts';

export interface FailedCall {
  readonly candidate: Candidate;
  readonly failure: Failure;
  readonly latencyMs: number;
  readonly waitedMs: number;
  readonly retryInMs?: number | undefined;
  readonly usage?: Usage | undefined;
  readonly cost?: Cost | undefined;
}

/** An attempt without an answer, in the log and in the sums. */
export function recordModelError(call: ModelCall, failed: FailedCall): void {
  const { instance, number } = call;
  const { session, path, tally } = instance;
  const { candidate, failure, latencyMs, waitedMs, retryInMs, usage, cost } = failed;
  call.attempts += 1;
  call.failed.push({ model: candidate.reference, type: failure.type, detail: failure.detail, latencyMs });
  const event: ModelError & { readonly at: number } = {
    type: 'model-error',
    at: session.host.clock.now(),
    path,
    call: number,
    attempt: call.attempts,
    alias: candidate.alias,
    model: candidate.reference,
    failure,
    latencyMs,
    waitedMs,
    ...(retryInMs === undefined ? {} : { retryInMs }),
    ...(usage === undefined ? {} : { usage }),
    ...(cost === undefined ? {} : { cost }),
  };
  tally.failed(event);
  session.journal.record(event);
}
