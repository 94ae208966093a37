import type { FailureError, FailureType } from '@sluice/core';
import { toolFailure } from '../failure/tool-failure.ts';

export function tooManyRows(maxRows: number): FailureError {
  const detail = `the query gives more than ${maxRows} rows`;
  return toolFailure({
    code: 'sql/too-many-rows',
    title: 'too many rows',
    detail,
    hint: 'add a LIMIT, or raise `max_rows`',
  });
}

export function sqlFailed(code: string, message: string, type: FailureType = 'tool'): FailureError {
  return toolFailure({ type, code, title: 'query failed', detail: message });
}

export function sqlTimedOut(timeoutMs: number): FailureError {
  const detail = `the query did not end within ${timeoutMs} ms, and was stopped`;
  return toolFailure({ type: 'timeout', code: 'sql/timeout', title: 'query took too long', detail });
}
