import { type AbortSignalLike, type Failure, FailureError } from '@sluice/core';

/** Whatever was thrown, as a failure. Text of unknown errors is kept: the journal redacts secrets. */
export function toFailure(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  return {
    type: 'tool',
    title: 'The step failed unexpectedly',
    detail: error instanceof Error ? error.message : String(error),
    code: 'step/unexpected',
  };
}

/** The failure that a signal was aborted with. */
export function abortFailure(signal: AbortSignalLike): Failure {
  return signal.reason instanceof FailureError ? signal.reason.failure : cancelled;
}

const cancelled: Failure = { type: 'cancelled', title: 'Cancelled', detail: 'the run was cancelled' };

export function cancelledError(): FailureError {
  return new FailureError(cancelled);
}

/** What siblings of a failed step are stopped with. */
export function siblingFailed(step: string): FailureError {
  return new FailureError({ ...cancelled, detail: `stopped because ${step} failed` });
}
