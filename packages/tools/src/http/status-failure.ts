import type { FailureError, FailureType } from '@sluice/core';
import { toolFailure } from '../failure/tool-failure.ts';

/** The failure that a status stands for; `undefined` for a success. */
export function statusFailure({ status, headers, text, request }: Answer): FailureError | undefined {
  if (status >= 200 && status < 300) return undefined;
  const said = ownWords(text);
  const retryAfterMs = retryAfter(headers['retry-after']);
  const requestId = headers['x-request-id'];
  return toolFailure({
    type: typeOf(status),
    code: `http/${status}`,
    title: `HTTP status ${status}`,
    detail: `${request} was answered with ${status}${said === undefined ? '' : `: ${said}`}`,
    status,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(typeof requestId === 'string' ? { requestId } : {}),
  });
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** `GET /customers/{id}`: the path as the pipeline has it, without values. */
  readonly request: string;
}

function typeOf(status: number): FailureType {
  const known = types[status];
  if (known !== undefined) return known;
  if (status >= 500) return 'server_error';
  return status >= 400 ? 'invalid_request' : 'tool';
}

const types: Readonly<Record<number, FailureType | undefined>> = {
  401: 'auth',
  402: 'quota',
  403: 'auth',
  404: 'not_found',
  408: 'timeout',
  410: 'not_found',
  429: 'rate_limit',
  503: 'overloaded',
  504: 'timeout',
  529: 'overloaded',
};

/** A short message out of a JSON error; never the whole body, which may repeat what was sent. */
function ownWords(text: string): string | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  const found = firstText(body, 0);
  return found === undefined || found.length <= 200 ? found : `${found.slice(0, 200)}…`;
}

function firstText(value: unknown, depth: number): string | undefined {
  if (typeof value !== 'object' || value === null || depth > 2) return undefined;
  for (const key of ['message', 'detail', 'title', 'error_description', 'error']) {
    const inner: unknown = Reflect.get(value, key);
    if (typeof inner === 'string' && inner !== '') return inner;
    const deeper = firstText(inner, depth + 1);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

/** Seconds or a date. */
function retryAfter(header: string | string[] | undefined): number | undefined {
  if (typeof header !== 'string' || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
