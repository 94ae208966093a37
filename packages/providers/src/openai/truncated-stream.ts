import { FailureError } from '@sluice/core';
import { requestIdOf } from '../wire/request-id.ts';
import { plainFailure, type WireContext } from '../wire/wire-failure.ts';

/** The failure of a stream that ended without saying why the answer ends. */
export function truncatedStream(headers: Headers, marker: string, context: WireContext): FailureError {
  const requestId = requestIdOf(headers);
  const detail = `the stream of ${context.provider} ended without ${marker}: the answer is not complete`;
  return new FailureError({
    ...plainFailure('truncated_stream', detail, context),
    ...(requestId === undefined ? {} : { requestId }),
  });
}
