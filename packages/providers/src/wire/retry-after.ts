import type { Json } from '@sluice/core';
import { durationMs } from './duration.ts';
import { isObject } from './json.ts';

// Anthropic sends `retry-after` with good answers too, where it says nothing about us.
const statusesThatAskToWait: readonly number[] = [429, 503, 529];

export interface RetryAfterSource {
  readonly status: number | undefined;
  readonly headers: Headers | undefined;
  /** The parsed body. */
  readonly body: Json | undefined;
  /** Milliseconds since 1970, for dates in headers. */
  readonly now: number;
}

/** How long the vendor asks to wait, in milliseconds; `undefined` where it does not say. */
export function retryAfterMs(source: RetryAfterSource): number | undefined {
  if (source.status === undefined || !statusesThatAskToWait.includes(source.status)) return undefined;
  return fromHeaders(source.headers, source.now) ?? fromBody(source.body, source.now);
}

function fromHeaders(headers: Headers | undefined, now: number): number | undefined {
  if (headers === undefined) return undefined;
  const milliseconds = amount(headers.get('retry-after-ms'));
  // Azure sends `retry-after-ms: 0` beside `retry-after: 1`.
  if (milliseconds !== undefined && milliseconds > 0) return Math.ceil(milliseconds);
  const after = headers.get('retry-after');
  if (after !== null && after.trim() !== '') return fromRetryAfter(after.trim(), now);
  return milliseconds ?? untilEpoch(headers.get('x-ratelimit-reset'), now);
}

function fromRetryAfter(text: string, now: number): number | undefined {
  const seconds = amount(text);
  if (seconds !== undefined) return Math.ceil(seconds * 1000);
  const date = Date.parse(text);
  return Number.isNaN(date) ? durationMs(text) : Math.max(0, date - now);
}

function fromBody(body: Json | undefined, now: number): number | undefined {
  const root = Array.isArray(body) ? body[0] : body;
  const error = isObject(root) ? root['error'] : undefined;
  if (!isObject(error)) return undefined;
  return retryInfo(error['details']) ?? openRouterReset(error['metadata'], now) ?? fromMessage(error['message']);
}

/** Gemini: `details: [{ '@type': '...RetryInfo', retryDelay: '48s' }]`. */
function retryInfo(details: Json | undefined): number | undefined {
  if (!Array.isArray(details)) return undefined;
  for (const detail of details) {
    if (isObject(detail) && typeof detail['retryDelay'] === 'string') return durationMs(detail['retryDelay']);
  }
  return undefined;
}

/** OpenRouter keeps the limiter's headers in the body. */
function openRouterReset(metadata: Json | undefined, now: number): number | undefined {
  const headers = isObject(metadata) ? metadata['headers'] : undefined;
  const reset = isObject(headers) ? headers['X-RateLimit-Reset'] : undefined;
  return typeof reset === 'string' ? untilEpoch(reset, now) : undefined;
}

const waitInMessage = /(?:try again|retry)\s+(?:in|after)\s+([0-9.]+\s*(?:seconds?|minutes?|ms|s|m|h)?(?:[0-9.]+s)?)/i;

function fromMessage(message: Json | undefined): number | undefined {
  const found = typeof message === 'string' ? waitInMessage.exec(message)?.[1] : undefined;
  return found === undefined ? undefined : durationMs(found.replace(/\s*seconds?/, 's').replace(/\s*minutes?/, 'm'));
}

function amount(text: string | null): number | undefined {
  if (text === null || !/^\s*[0-9]+(\.[0-9]+)?\s*$/.test(text)) return undefined;
  return Number(text);
}

/** Only epoch milliseconds: a small number in this header means something else at every other vendor. */
function untilEpoch(text: string | null, now: number): number | undefined {
  const at = amount(text);
  return at === undefined || at < 1e12 ? undefined : Math.max(0, at - now);
}
