import { type AbortSignalLike, type Failure, FailureError, type FailureType } from '@sluice/core';

export interface FailureParts {
  readonly type?: FailureType;
  /** `area/kebab-name`. */
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly hint?: string;
  readonly status?: number;
  readonly retryAfterMs?: number;
  readonly requestId?: string;
  readonly cause?: unknown;
}

/** What a tool throws; of type `tool` unless a better one is known. */
export function toolFailure({ cause, type = 'tool', ...rest }: FailureParts): FailureError {
  const failure: Failure = { type, ...rest };
  return new FailureError(failure, cause === undefined ? undefined : { cause });
}

/** What to throw when `signal` was aborted: the reason itself where it is one of ours. */
export function cancelledBy(signal: AbortSignalLike): FailureError {
  if (signal.reason instanceof FailureError) return signal.reason;
  return toolFailure({
    type: 'cancelled',
    code: 'tool/cancelled',
    title: 'cancelled',
    detail: 'the call was cancelled',
  });
}
