import { expect, test } from 'vitest';
import { answerFailure, streamFailure } from './wire-failure.ts';

const context = { provider: 'acme', secrets: ['s3cret-value'], now: 0 };

function typeOf(status: number, body: unknown): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return answerFailure({ status, headers: new Headers(), text }, context).type;
}

// Shapes as the vendors document and send them.
test.for([
  [400, { error: { code: 'context_length_exceeded', message: 'x' } }, 'context_length'],
  [
    400,
    { type: 'error', error: { type: 'invalid_request_error', message: 'prompt is too long: 3 tokens > 2 maximum' } },
    'context_length',
  ],
  [
    400,
    { error: { code: 400, status: 'INVALID_ARGUMENT', message: 'The input token count (9) exceeds the maximum' } },
    'context_length',
  ],
  [
    400,
    { error: { code: 'content_filter', message: "triggering Azure OpenAI's content management policy" } },
    'content_filter',
  ],
  [
    403,
    { error: { code: 403, message: 'Your input was flagged by moderation', metadata: { reasons: ['x'] } } },
    'content_filter',
  ],
  [
    400,
    { error: { code: 'unsupported_parameter', param: 'stop', message: 'Unsupported parameter' } },
    'invalid_request',
  ],
  [422, { detail: [{ loc: ['body', 'model'], msg: 'field required' }] }, 'invalid_request'],
  [400, { code: 'Client specified an invalid argument', error: 'Incorrect API key provided. Obtain one.' }, 'auth'],
  [400, { error: { code: 400, message: 'API key not valid.', details: [{ reason: 'API_KEY_INVALID' }] } }, 'auth'],
  [401, { error: { code: '401', message: 'Access denied' } }, 'auth'],
  [401, { detail: 'Unauthorized' }, 'auth'],
  [403, { error: { status: 'PERMISSION_DENIED', message: 'no' } }, 'auth'],
  [402, { error: { code: 402, message: 'Insufficient credits' } }, 'quota'],
  [403, { code: 'x', error: 'Your team has run out of credits' }, 'quota'],
  [
    400,
    { type: 'error', error: { type: 'invalid_request_error', message: 'Your credit balance is too low' } },
    'quota',
  ],
  [429, { error: { code: 'insufficient_quota', message: 'You exceeded your current quota' } }, 'quota'],
  [
    429,
    { error: { type: 'rate_limit_error', message: 'x', details: { error_code: 'enforced_spend_limit_reached' } } },
    'quota',
  ],
  [
    429,
    {
      error: {
        status: 'RESOURCE_EXHAUSTED',
        message: 'You exceeded your current quota',
        details: [{ violations: [{ quotaId: 'GenerateRequestsPerDayPerProject' }] }],
      },
    },
    'quota',
  ],
  [
    429,
    {
      error: {
        status: 'RESOURCE_EXHAUSTED',
        message: 'You exceeded your current quota',
        details: [{ violations: [{ quotaId: 'GenerateRequestsPerMinute' }] }],
      },
    },
    'rate_limit',
  ],
  [413, { error: { code: 'rate_limit_exceeded', type: 'tokens', message: 'Request too large' } }, 'quota'],
  [413, 'too big', 'invalid_request'],
  [404, { error: { code: 'DeploymentNotFound', message: 'x' } }, 'not_found'],
  [400, { error: { code: 'model_not_found', message: 'x' } }, 'not_found'],
  [404, { error: "model 'x' not found" }, 'not_found'],
  [429, { error: { code: 'RateLimitReached', message: 'x' } }, 'rate_limit'],
  [429, '', 'rate_limit'],
  [400, { error: { code: 'tool_use_failed', message: 'x' } }, 'invalid_output'],
  [500, { error: { message: 'oops' } }, 'server_error'],
  [502, '<html><head><title>502 Bad Gateway</title></head></html>', 'server_error'],
  [503, { error: { status: 'UNAVAILABLE', message: 'The model is overloaded.' } }, 'overloaded'],
  [529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }, 'overloaded'],
  [500, { error: { code: 'server_is_overloaded', message: 'x' } }, 'overloaded'],
  [504, { error: { status: 'DEADLINE_EXCEEDED', message: 'x' } }, 'timeout'],
  [408, '', 'timeout'],
  [524, 'a timeout occurred', 'timeout'],
  [200, { error: { code: 502, message: 'Provider returned error' } }, 'server_error'],
  [200, { error: { code: 429, message: 'slow' } }, 'rate_limit'],
  [418, 'teapot', 'invalid_request'],
] as const)('%i %o is %s', ([status, body, type]) => {
  expect(typeOf(status, body)).toBe(type);
});

test('keeps status, code, request id and wait, and says what to do', () => {
  const headers = new Headers({ 'x-request-id': 'req_1', 'retry-after': '2' });
  const text = JSON.stringify({ error: { message: 'Slow down', type: 'requests', code: 'rate_limit_exceeded' } });
  expect(answerFailure({ status: 429, headers, text }, context)).toMatchInlineSnapshot(`
    {
      "code": "rate_limit_exceeded",
      "detail": "acme answered 429: Slow down",
      "requestId": "req_1",
      "retryAfterMs": 2000,
      "status": 429,
      "title": "rate limit reached",
      "type": "rate_limit",
    }
  `);
});

test('masks secrets and shortens what a vendor says at length', () => {
  const text = JSON.stringify({ error: { message: `bad s3cret-value ${'long '.repeat(500)}` } });
  const { detail } = answerFailure({ status: 400, headers: undefined, text }, context);
  expect(detail).not.toContain('s3cret-value');
  expect(detail.length).toBeLessThan(620);
});

test('an HTML page is told by its title', () => {
  const text = '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';
  expect(answerFailure({ status: 502, headers: undefined, text }, context).detail).toBe(
    'acme answered 502: 502 Bad Gateway',
  );
});

test('an error event is read with or without its envelope', () => {
  const inside = { type: 'overloaded_error', message: 'Overloaded' };
  expect(streamFailure({ error: inside }, undefined, context).type).toBe('overloaded');
  expect(streamFailure(inside, undefined, context).type).toBe('overloaded');
  expect(streamFailure({ type: 'error', code: 'rate_limit_exceeded', message: 'x' }, undefined, context).type).toBe(
    'rate_limit',
  );
  expect(streamFailure({ message: 'no sign at all' }, undefined, context).type).toBe('server_error');
});
