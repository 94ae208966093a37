import type { BucketState } from '../limits/rate-limiter.ts';
import type { ErrorAnswer, ErrorContext, VendorManners } from '../wire/endpoint.ts';
import type { WireFailure } from '../wire/failure.ts';
import { asDuration } from './as-duration.ts';
import { errorWords } from './error-words.ts';

/** What all endpoints of OpenAI share: keys, error bodies, request ids, rate-limit headers. */
export const openaiManners: VendorManners = {
  vendor: 'openai',
  keyOf: (headers) => {
    const azure = headers['api-key'];
    return (
      /^Bearer\s+(\S+)$/iu.exec(headers.authorization ?? '')?.[1] ?? (typeof azure === 'string' ? azure : undefined)
    );
  },
  error: openaiError,
  errorFrame: (failure, context) => {
    const { body } = openaiError(failure, context);
    if (context.route !== 'openai/responses') return `data: ${JSON.stringify(body)}\n\n`;
    const { error } = body as { error: object };
    return `event: error\ndata: ${JSON.stringify({ ...error, type: 'error', sequence_number: 99 })}\n\n`;
  },
  headers: (requestId) => ({
    'content-type': 'application/json',
    'openai-version': '2020-10-01',
    'openai-organization': 'org-simulated',
    'openai-processing-ms': '1',
    'x-request-id': requestId,
  }),
  requestId: (identifier) => `req_${identifier(32, 'hex')}`,
  limitHeaders,
};

function openaiError(failure: WireFailure, context: ErrorContext): ErrorAnswer {
  const [status, type, code, message, param] = errorWords(failure, context);
  const seconds = Math.max(1, Math.ceil((failure.retryAfterMs ?? 0) / 1000));
  const headers: Record<string, string> =
    failure.retryAfterMs === undefined
      ? {}
      : { 'retry-after': String(seconds), 'retry-after-ms': String(Math.ceil(failure.retryAfterMs)) };
  return {
    status,
    headers,
    body: {
      error: {
        message: failure.message ?? message,
        type,
        param: failure.param ?? param ?? null,
        code: failure.code ?? code,
      },
    },
  };
}

function limitHeaders(state: BucketState): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { name, limit, remaining, resetMs } of state.readings) {
    if (name !== 'requests' && name !== 'tokens') continue;
    headers[`x-ratelimit-limit-${name}`] = String(limit);
    headers[`x-ratelimit-remaining-${name}`] = String(remaining);
    headers[`x-ratelimit-reset-${name}`] = asDuration(resetMs);
  }
  return headers;
}
