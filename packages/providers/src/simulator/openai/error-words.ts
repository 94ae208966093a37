import type { ErrorContext } from '../wire/endpoint.ts';
import type { FailureKind, WireFailure } from '../wire/failure.ts';
import { asDuration } from './as-duration.ts';

/** OpenAI's words for a failure. */
export type ErrorWords = readonly [status: number, type: string, code: string | null, message: string, param?: string];

const invalid = 'invalid_request_error';
const overloaded = 'The server is currently overloaded with other requests. Sorry about that!';
const keyHint = 'You can find your API key at https://platform.openai.com/account/api-keys.';

const fixed: Readonly<Partial<Record<FailureKind, ErrorWords>>> = {
  missing_key: [
    401,
    invalid,
    null,
    "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
  ],
  invalid_key: [401, invalid, 'invalid_api_key', `Incorrect API key provided. ${keyHint}`],
  permission_denied: [403, invalid, null, 'You are not allowed to use this model.'],
  route_not_found: [404, invalid, null, 'Invalid URL'],
  method_not_allowed: [405, invalid, null, 'Not allowed for this endpoint.'],
  too_large: [413, invalid, null, 'The request is too large.'],
  quota_exhausted: [
    429,
    'insufficient_quota',
    'insufficient_quota',
    'You exceeded your current quota, please check your plan and billing details.',
  ],
  server_error: [500, 'server_error', null, 'The server had an error while processing your request. Sorry about that!'],
  unavailable: [503, 'server_error', 'server_is_overloaded', overloaded],
  overloaded: [529, 'server_error', 'server_is_overloaded', overloaded],
};

/** Status, type, code and message, before the failure's own message and param. */
export function errorWords(failure: WireFailure, { route }: ErrorContext): ErrorWords {
  const responses = route === 'openai/responses';
  switch (failure.kind) {
    case 'model_not_found':
      // The Responses API answers 400 here, recorded; the others 404.
      return responses
        ? [400, invalid, 'model_not_found', `The requested model '${failure.model}' does not exist.`, 'model']
        : [
            404,
            invalid,
            'model_not_found',
            `The model \`${failure.model}\` does not exist or you do not have access to it.`,
          ];
    case 'context_length': {
      const message = 'Your input exceeds the context window of this model. Please adjust your input and try again.';
      return [400, invalid, 'context_length_exceeded', message, responses ? 'input' : 'messages'];
    }
    case 'rate_limited': {
      const kind = failure.limit === 'requests' ? 'requests' : 'tokens';
      const wait =
        failure.retryAfterMs === undefined ? '' : ` Please try again in ${asDuration(failure.retryAfterMs)}.`;
      return [429, kind, 'rate_limit_exceeded', `Rate limit reached for ${failure.model} on ${kind} per min.${wait}`];
    }
    default:
      return fixed[failure.kind] ?? [400, invalid, null, 'Invalid request.'];
  }
}
