import { expect, test } from 'vitest';
import { rateLimitState } from './rate-limit.ts';

const now = Date.parse('2026-08-20T15:30:00Z');

test.for([
  [
    'OpenAI',
    {
      'x-ratelimit-remaining-requests': '14999',
      'x-ratelimit-remaining-tokens': '39999493',
      'x-ratelimit-reset-requests': '4ms',
      'x-ratelimit-reset-tokens': '1m2s',
    },
    { requestsRemaining: 14_999, tokensRemaining: 39_999_493, requestsResetMs: 4, tokensResetMs: 62_000 },
  ],
  [
    'Anthropic, the least and the latest of its three token limits',
    {
      'anthropic-ratelimit-requests-remaining': '19998',
      'anthropic-ratelimit-requests-reset': '2026-08-20T15:30:02Z',
      'anthropic-ratelimit-input-tokens-remaining': '39997000',
      'anthropic-ratelimit-output-tokens-remaining': '6000000',
      'anthropic-ratelimit-tokens-reset': '2026-08-20T15:30:07Z',
    },
    { requestsRemaining: 19_998, tokensRemaining: 6_000_000, requestsResetMs: 2000, tokensResetMs: 7000 },
  ],
  [
    'OpenRouter, in epoch milliseconds',
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now + 9000) },
    { requestsRemaining: 0, requestsResetMs: 9000 },
  ],
  [
    'Mistral',
    { 'x-ratelimit-remaining-req-minute': '352', 'x-ratelimit-remaining-tokens-minute': '19999979' },
    { requestsRemaining: 352, tokensRemaining: 19_999_979 },
  ],
] as const)('reads the headers of %s', ([, headers, state]) => {
  expect(rateLimitState(new Headers(headers), now)).toEqual(state);
});

test('says nothing where the headers say nothing', () => {
  expect(rateLimitState(new Headers({ 'content-type': 'application/json' }), now)).toBeUndefined();
  expect(rateLimitState(new Headers({ 'x-ratelimit-remaining-requests': 'many' }), now)).toBeUndefined();
});
