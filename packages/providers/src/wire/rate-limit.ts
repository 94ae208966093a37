import type { RateLimitState } from '@sluice/core';
import { durationMs } from './duration.ts';

/** What the vendor's headers say is left; `undefined` where they say nothing. `now` is in ms since 1970. */
export function rateLimitState(headers: Headers, now: number): RateLimitState | undefined {
  const state: RateLimitState = {
    ...field('requestsRemaining', least(headers, requestsRemaining)),
    ...field('tokensRemaining', least(headers, tokensRemaining)),
    ...field('requestsResetMs', resetMs(headers, requestsReset, now)),
    ...field('tokensResetMs', resetMs(headers, tokensReset, now)),
  };
  return Object.keys(state).length === 0 ? undefined : state;
}

const requestsRemaining = [
  'x-ratelimit-remaining-requests',
  'anthropic-ratelimit-requests-remaining',
  'x-ratelimit-remaining-req-minute',
  'x-ratelimit-remaining-requests-minute',
  'x-ratelimit-remaining-req-10-second',
  'x-ratelimit-remaining',
];
const tokensRemaining = [
  'x-ratelimit-remaining-tokens',
  'anthropic-ratelimit-tokens-remaining',
  'anthropic-ratelimit-input-tokens-remaining',
  'anthropic-ratelimit-output-tokens-remaining',
  'x-ratelimit-remaining-tokens-minute',
];
const requestsReset = ['x-ratelimit-reset-requests', 'anthropic-ratelimit-requests-reset', 'x-ratelimit-reset'];
const tokensReset = [
  'x-ratelimit-reset-tokens',
  'anthropic-ratelimit-tokens-reset',
  'anthropic-ratelimit-input-tokens-reset',
  'anthropic-ratelimit-output-tokens-reset',
];

/** The least of the counts that are given: the one that will be hit first. */
function least(headers: Headers, names: readonly string[]): number | undefined {
  const counts = names.map((name) => headers.get(name)).filter((text) => text !== null && /^[0-9]+$/.test(text));
  return counts.length === 0 ? undefined : Math.min(...counts.map(Number));
}

/** Resets come as durations (`2ms`, `6s`), as RFC 3339 times, as epoch milliseconds or as seconds. */
function resetMs(headers: Headers, names: readonly string[], now: number): number | undefined {
  const waits: number[] = [];
  for (const name of names) {
    const text = headers.get(name);
    const wait = text === null ? undefined : untilReset(text.trim(), now);
    if (wait !== undefined) waits.push(wait);
  }
  return waits.length === 0 ? undefined : Math.max(...waits);
}

function untilReset(text: string, now: number): number | undefined {
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return Math.max(0, Date.parse(text) - now);
  if (/^\d{13}$/.test(text)) return Math.max(0, Number(text) - now);
  if (/^\d{10}$/.test(text)) return Math.max(0, Number(text) * 1000 - now);
  return durationMs(text);
}

function field<Name extends keyof RateLimitState>(name: Name, value: number | undefined): Partial<RateLimitState> {
  return value === undefined ? {} : { [name]: value };
}
