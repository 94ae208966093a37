import type { FailureError } from '@sluice/core';
import { toolFailure } from '../failure/tool-failure.ts';
import { ForbiddenAddress } from './address-guard.ts';

/** What went wrong before a whole response was there. `request` says what was asked, without values. */
export function transportFailure(error: unknown, request: string): FailureError {
  const cause = rootOf(error);
  if (cause instanceof ForbiddenAddress) {
    return toolFailure({
      code: 'http/forbidden-address',
      title: 'address refused',
      detail: `${request}: ${cause.message}`,
      hint: 'name the host in `allow_hosts` of the tool if it is meant',
    });
  }
  const { code, message } = described(cause);
  if (timeouts.has(code)) {
    return toolFailure({
      type: 'timeout',
      code: 'http/timeout',
      title: 'no answer in time',
      detail: `${request}: ${message}`,
      cause,
    });
  }
  if (mistakes.has(code)) {
    return toolFailure({
      type: 'invalid_request',
      code: 'http/bad-request',
      title: 'request refused',
      detail: `${request}: ${message}`,
      cause,
    });
  }
  const detail = `${request}: ${message}${code === '' ? '' : ` (${code})`}`;
  return toolFailure({ type: 'network', code: 'http/network', title: 'connection failed', detail, cause });
}

const timeouts: ReadonlySet<string> = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

const mistakes: ReadonlySet<string> = new Set(['UND_ERR_INVALID_ARG', 'ERR_INVALID_CHAR', 'ERR_INVALID_HTTP_TOKEN']);

function rootOf(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return rootOf(error.errors[0]);
  return error;
}

function described(error: unknown): { readonly code: string; readonly message: string } {
  if (!(error instanceof Error)) return { code: '', message: String(error) };
  return { code: 'code' in error ? String(error.code) : '', message: error.message };
}
