import type { BucketState, LimitName } from '../limits/rate-limiter.ts';
import type { ErrorAnswer, ErrorContext, VendorManners } from '../wire/endpoint.ts';
import type { WireFailure } from '../wire/failure.ts';

/** What all endpoints of Anthropic share: keys, error bodies, request ids, rate-limit headers. */
export const anthropicManners: VendorManners = {
  vendor: 'anthropic',
  keyOf: (headers) => {
    const key = headers['x-api-key'];
    return typeof key === 'string' ? key : /^Bearer\s+(\S+)$/iu.exec(headers.authorization ?? '')?.[1];
  },
  error: anthropicError,
  errorFrame: (failure, context) => `event: error\ndata: ${JSON.stringify(anthropicError(failure, context).body)}\n\n`,
  headers: (requestId) => ({
    'content-type': 'application/json',
    'request-id': requestId,
    'anthropic-organization-id': '00000000-0000-4000-8000-000000000000',
  }),
  requestId: (identifier) => `req_011C${identifier(20)}`,
  limitHeaders,
};

type ErrorWords = readonly [status: number, type: string, message: string, details?: Readonly<Record<string, unknown>>];

function anthropicError(failure: WireFailure, { requestId }: ErrorContext): ErrorAnswer {
  const [status, type, message, details] = words(failure);
  const error = { type, message: failure.message ?? message, ...(details === undefined ? {} : { details }) };
  const retry: Record<string, string> =
    failure.retryAfterMs === undefined
      ? {}
      : { 'retry-after': String(Math.max(1, Math.ceil(failure.retryAfterMs / 1000))) };
  const again = status === 429 || status >= 500;
  return {
    status,
    headers: { ...retry, 'x-should-retry': String(again) },
    body: { type: 'error', error, request_id: requestId },
  };
}

function words(failure: WireFailure): ErrorWords {
  switch (failure.kind) {
    case 'missing_key':
      return [401, 'authentication_error', 'x-api-key header is required'];
    case 'invalid_key':
      return [401, 'authentication_error', 'invalid x-api-key'];
    case 'permission_denied':
      return [403, 'permission_error', 'Your API key does not have permission to use the specified resource.'];
    case 'model_not_found':
      return [404, 'not_found_error', `model: ${failure.model}`];
    case 'route_not_found':
      return [404, 'not_found_error', 'Not found'];
    case 'method_not_allowed':
      return [405, 'invalid_request_error', 'Method Not Allowed'];
    case 'too_large':
      return [413, 'request_too_large', 'Request exceeds the maximum size'];
    case 'context_length':
      return [
        400,
        'invalid_request_error',
        `prompt is too long: ${failure.tokens?.given ?? 200_001} tokens > ${failure.tokens?.most ?? 200_000} maximum`,
      ];
    case 'rate_limited':
      return [
        429,
        'rate_limit_error',
        `This request would exceed the rate limit for your organization of ${(failure.limit ?? 'requests').replaceAll('_', ' ')} per minute.`,
      ];
    case 'quota_exhausted':
      return [
        429,
        'rate_limit_error',
        'Your organization has reached its spend limit.',
        { error_code: 'enforced_spend_limit_reached' },
      ];
    case 'server_error':
      return [500, 'api_error', 'Internal server error'];
    case 'unavailable':
      return [503, 'api_error', 'Service unavailable'];
    case 'overloaded':
      return [529, 'overloaded_error', 'Overloaded'];
    default:
      return [400, 'invalid_request_error', 'Invalid request'];
  }
}

const headerNames: Readonly<Record<LimitName, string>> = {
  requests: 'requests',
  tokens: 'tokens',
  input_tokens: 'input-tokens',
  output_tokens: 'output-tokens',
};

function limitHeaders(state: BucketState): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { name, limit, remaining, resetMs } of state.readings) {
    const prefix = `anthropic-ratelimit-${headerNames[name]}`;
    headers[`${prefix}-limit`] = String(limit);
    headers[`${prefix}-remaining`] = String(remaining);
    headers[`${prefix}-reset`] = new Date(state.now + resetMs).toISOString().replace(/\.\d{3}Z$/u, 'Z');
  }
  return headers;
}
