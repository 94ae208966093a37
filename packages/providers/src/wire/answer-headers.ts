import type { ModelResponse } from '@sluice/core';
import { rateLimitState } from './rate-limit.ts';
import { requestIdOf } from './request-id.ts';

/** What a response tells beside its body. */
export function answerHeaders(
  headers: Headers | undefined,
  now: number,
): Pick<ModelResponse, 'requestId' | 'rateLimit'> {
  const requestId = requestIdOf(headers);
  const rateLimit = headers === undefined ? undefined : rateLimitState(headers, now);
  return {
    ...(requestId === undefined ? {} : { requestId }),
    ...(rateLimit === undefined ? {} : { rateLimit }),
  };
}
