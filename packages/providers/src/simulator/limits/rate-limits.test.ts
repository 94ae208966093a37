import { expect, test } from 'vitest';
import { startSimulator } from '../start-simulator.ts';
import { clientsOf } from '../tests/clients.ts';
import { RateLimiter } from './rate-limiter.ts';

const limits = {
  requestsPerMinute: 60,
  tokensPerMinute: 6000,
  inputTokensPerMinute: undefined,
  outputTokensPerMinute: undefined,
  burst: 0.05,
};

test('a bucket admits its burst, says when the next request may come, and refills steadily', () => {
  const limiter = new RateLimiter(limits);
  const start = 1_000_000;
  // 5 % of 60 a minute: three at once, then one a second.
  const refusals = [0, 1, 2, 3].map((ordinal) => limiter.admit(10, start + ordinal).refused?.limit);
  expect(refusals).toEqual([undefined, undefined, undefined, 'requests']);
  const { refused } = limiter.admit(10, start + 4);
  expect(refused?.retryAfterMs).toBe(996);
  expect(limiter.admit(10, start + 4 + (refused?.retryAfterMs ?? 0)).refused).toBeUndefined();
});

test('tokens of prompts and answers count; an answer may overdraw, and the next request waits for it', () => {
  const limiter = new RateLimiter({ ...limits, requestsPerMinute: undefined });
  expect(limiter.admit(100, 0).readings).toEqual([{ name: 'tokens', limit: 6000, remaining: 200, resetMs: 1000 }]);
  limiter.spend(400, 0);
  const { refused, readings } = limiter.admit(100, 0);
  // 200 below zero and 100 needed at 100 a second.
  expect(refused).toEqual({ limit: 'tokens', retryAfterMs: 3000 });
  expect(readings[0]).toMatchObject({ remaining: 0, resetMs: 5000 });
  expect(limiter.admit(100, 3000).refused).toBeUndefined();
});

const profile = {
  tokens: 'approximate',
  models: {
    '*': {
      rate_limit: {
        requests_per_minute: 6,
        tokens_per_minute: 60_000,
        input_tokens_per_minute: 50_000,
        output_tokens_per_minute: 10_000,
        burst: 0.5,
      },
    },
  },
};

test('OpenAI: remaining and reset in headers, 429 with retry-after', async () => {
  await using simulator = await startSimulator({ profile });
  const { openai } = clientsOf(simulator);
  const ask = () =>
    openai.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: 'hello' }] }).withResponse();
  const first = (await ask()).response.headers;
  expect(first.get('x-ratelimit-limit-requests')).toBe('6');
  expect(first.get('x-ratelimit-remaining-requests')).toBe('2');
  expect(first.get('x-ratelimit-reset-requests')).toBe('10s');
  expect(first.get('x-ratelimit-remaining-tokens')).toBe('29992');
  expect(first.get('x-ratelimit-reset-tokens')).toBe('8ms');
  await ask();
  await ask();
  const error = await ask().catch((thrown: unknown) => thrown as { status: number; code: string; headers: Headers });
  expect(error).toMatchObject({ status: 429, code: 'rate_limit_exceeded', type: 'requests' });
  expect((error as { headers: Headers }).headers.get('retry-after')).toMatch(/^([1-9]|10)$/u);
  expect((error as { headers: Headers }).headers.get('x-ratelimit-remaining-requests')).toBe('0');
  expect(simulator.stats()).toMatchObject({ byStatus: { 200: 3, 429: 1 }, byFault: { rate_limit: 1 } });
});

test('Anthropic: four limits with RFC 3339 resets, 429 with retry-after', async () => {
  await using simulator = await startSimulator({ profile });
  const { anthropic } = clientsOf(simulator);
  const ask = () =>
    anthropic.messages
      .create({ model: 'm', max_tokens: 9, messages: [{ role: 'user', content: 'hello' }] })
      .withResponse();
  const { headers } = (await ask()).response;
  const names = ['requests', 'tokens', 'input-tokens', 'output-tokens'];
  expect(names.map((name) => headers.get(`anthropic-ratelimit-${name}-limit`))).toEqual([
    '6',
    '60000',
    '50000',
    '10000',
  ]);
  expect(names.map((name) => headers.get(`anthropic-ratelimit-${name}-reset`))).toEqual(
    names.map(() => expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u)),
  );
  await ask();
  await ask();
  const error = await ask().catch((thrown: unknown) => thrown as { status: number; headers: Headers });
  expect(error).toMatchObject({ status: 429, error: { error: { type: 'rate_limit_error' } } });
  expect((error as { headers: Headers }).headers.get('retry-after')).toMatch(/^([1-9]|10)$/u);
});

test('Gemini: no headers; 429 with RetryInfo in its body; each model has its own limit', async () => {
  await using simulator = await startSimulator({ profile });
  const ask = (model: string) =>
    fetch(`${simulator.url}/v1/models/${model}:generateContent`, {
      method: 'POST',
      headers: { 'x-goog-api-key': 'k' },
      body: JSON.stringify({ contents: [{ parts: [{ text: 'x' }] }] }),
    });
  for (let ordinal = 0; ordinal < 3; ordinal += 1) expect((await ask('a')).status).toBe(200);
  const refused = await ask('a');
  expect([...refused.headers.keys()].filter((name) => /ratelimit|retry-after/u.test(name))).toEqual([]);
  const { error } = (await refused.json()) as { error: { status: string; details: { retryDelay?: string }[] } };
  expect(error.status).toBe('RESOURCE_EXHAUSTED');
  expect(Number.parseFloat(error.details[1]?.retryDelay ?? '')).toBeGreaterThan(0.5);
  expect((await ask('b')).status).toBe(200);
});
