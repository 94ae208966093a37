import { FailureError } from '@sluice/core';
import { requestIdOf } from './request-id.ts';
import { plainFailure, type WireContext } from './wire-failure.ts';

/** The failure of an answer that ended without saying why the answer ends. */
export function truncatedStream(headers: Headers | undefined, marker: string, context: WireContext): FailureError {
  const requestId = requestIdOf(headers);
  const detail = `the answer of ${context.provider} ended without ${marker}: it is not complete`;
  return new FailureError({
    ...plainFailure('truncated_stream', detail, context),
    ...(requestId === undefined ? {} : { requestId }),
  });
}
