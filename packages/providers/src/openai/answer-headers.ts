import type { ModelResponse } from '@sluice/core';
import { rateLimitState } from '../wire/rate-limit.ts';
import { requestIdOf } from '../wire/request-id.ts';

/** What a response tells beside its body. */
export function answerHeaders(headers: Headers, now: number): Pick<ModelResponse, 'requestId' | 'rateLimit'> {
  const requestId = requestIdOf(headers);
  const rateLimit = rateLimitState(headers, now);
  return {
    ...(requestId === undefined ? {} : { requestId }),
    ...(rateLimit === undefined ? {} : { rateLimit }),
  };
}
