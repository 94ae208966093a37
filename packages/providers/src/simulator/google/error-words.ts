import type { ErrorContext } from '../wire/endpoint.ts';
import type { FailureKind, WireFailure } from '../wire/failure.ts';
import type { JsonObject } from '../wire/json.ts';

/** Gemini's words for a failure. */
export type ErrorWords = readonly [code: number, status: string, message: string, details?: readonly JsonObject[]];

const invalidKey: JsonObject = {
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason: 'API_KEY_INVALID',
  domain: 'googleapis.com',
  metadata: { service: 'generativelanguage.googleapis.com' },
};

const quota = 'You exceeded your current quota, please check your plan and billing details.';
const overloaded = 'The model is overloaded. Please try again later.';

const fixed: Readonly<Partial<Record<FailureKind, ErrorWords>>> = {
  missing_key: [
    403,
    'PERMISSION_DENIED',
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
  ],
  invalid_key: [400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [invalidKey]],
  permission_denied: [403, 'PERMISSION_DENIED', 'The caller does not have permission'],
  route_not_found: [404, 'NOT_FOUND', 'The requested URL was not found on this server.'],
  method_not_allowed: [405, 'UNIMPLEMENTED', 'Method not allowed.'],
  too_large: [413, 'INVALID_ARGUMENT', 'Request payload size exceeds the limit.'],
  server_error: [500, 'INTERNAL', 'An internal error has occurred. Please retry.'],
  unavailable: [503, 'UNAVAILABLE', overloaded],
  overloaded: [529, 'UNAVAILABLE', overloaded],
};

/** Code, status, message and details, before the failure's own message. */
export function errorWords(failure: WireFailure, { route, version }: ErrorContext): ErrorWords {
  switch (failure.kind) {
    case 'model_not_found': {
      const method = route.replace('google/', '');
      const message = `models/${failure.model} is not found for API version ${version}, or is not supported for ${method}. Call ModelService.ListModels to see the list of available models and their supported methods.`;
      return [404, 'NOT_FOUND', message];
    }
    case 'context_length': {
      const given = failure.tokens === undefined ? '' : ` (${failure.tokens.given})`;
      const most = failure.tokens?.most ?? 1_048_576;
      return [
        400,
        'INVALID_ARGUMENT',
        `The input token count${given} exceeds the maximum number of tokens allowed (${most}).`,
      ];
    }
    case 'rate_limited':
      return [429, 'RESOURCE_EXHAUSTED', quotaMessage(failure), quotaDetails(failure)];
    case 'quota_exhausted':
      return [429, 'RESOURCE_EXHAUSTED', quota, [quotaFailure(failure, 'GenerateRequestsPerDayPerProjectPerModel')]];
    default:
      return fixed[failure.kind] ?? [400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.'];
  }
}

const metric = 'generativelanguage.googleapis.com/generate_content_paid_tier_requests';

function quotaMessage({ retryAfterMs, model }: WireFailure): string {
  const wait = retryAfterMs === undefined ? '' : `\nPlease retry in ${retryAfterMs / 1000}s.`;
  return `${quota}\n* Quota exceeded for metric: ${metric}, model: ${model}${wait}`;
}

/** Gemini says when to retry in the body alone. */
function quotaDetails(failure: WireFailure): readonly JsonObject[] {
  const requests = failure.limit === 'requests';
  const id = requests
    ? 'GenerateRequestsPerMinutePerProjectPerModel'
    : 'GenerateContentPaidTierInputTokensPerModelPerMinute';
  const failed = quotaFailure(failure, id);
  if (failure.retryAfterMs === undefined) return [failed];
  const seconds = Number((failure.retryAfterMs / 1000).toFixed(3));
  return [failed, { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${seconds}s` }];
}

function quotaFailure({ model }: WireFailure, quotaId: string): JsonObject {
  const violation = { quotaMetric: metric, quotaId, quotaDimensions: { location: 'global', model: model ?? '' } };
  return { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [violation] };
}
