import { expect, test } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const now = Date.parse('2026-11-21T10:00:00Z');

function wait(headers: Record<string, string>, body?: object, status = 429): number | undefined {
  return retryAfterMs({ status, headers: new Headers(headers), body: body as never, now });
}

test('reads seconds, fractions, HTTP dates and milliseconds', () => {
  expect(wait({ 'retry-after': '3' })).toBe(3000);
  expect(wait({ 'retry-after': '0.25' })).toBe(250);
  expect(wait({ 'retry-after': 'Sat, 21 Nov 2026 10:00:09 GMT' })).toBe(9000);
  expect(wait({ 'retry-after': 'Sat, 21 Nov 2026 09:00:00 GMT' })).toBe(0);
  expect(wait({ 'retry-after-ms': '1500', 'retry-after': '2' })).toBe(1500);
  expect(wait({ 'retry-after': '12s' })).toBe(12_000);
  expect(wait({ 'retry-after': 'later' })).toBeUndefined();
});

test('Azure’s zero milliseconds do not hide its seconds', () => {
  expect(wait({ 'retry-after-ms': '0', 'retry-after': '1' })).toBe(1000);
  expect(wait({ 'retry-after-ms': '0' })).toBe(0);
});

test('only answers that ask to wait are read: Anthropic sends the header with good ones too', () => {
  expect([200, 400, 401, 500].map((status) => wait({ 'retry-after': '31' }, undefined, status))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect([429, 503, 529].map((status) => wait({ 'retry-after': '31' }, undefined, status))).toEqual([
    31_000, 31_000, 31_000,
  ]);
});

test('reads Gemini’s RetryInfo, OpenRouter’s reset and a wait in the text', () => {
  const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '48s' }];
  expect(wait({}, { error: { details } })).toBe(48_000);
  expect(wait({}, [{ error: { details } }] as never)).toBe(48_000);
  const reset = { 'X-RateLimit-Reset': String(now + 60_000) };
  expect(wait({}, { error: { metadata: { headers: reset } } })).toBe(60_000);
  expect(wait({ 'x-ratelimit-reset': String(now + 5000) })).toBe(5000);
  expect(wait({}, { error: { message: 'Rate limit reached. Please try again in 1.5s. Visit ...' } })).toBe(1500);
  expect(wait({}, { error: { message: 'Please retry after 6 seconds.' } })).toBe(6000);
  expect(wait({}, { error: { message: 'Please slow down.' } })).toBeUndefined();
});
