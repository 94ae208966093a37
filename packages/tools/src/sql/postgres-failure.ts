import { FailureError, type FailureType } from '@sluice/core';
import { sqlFailed, sqlTimedOut } from './sql-failure.ts';

/** A failure of the `pg` client: by SQLSTATE where the server answered, otherwise of the network. */
export function postgresFailure(error: unknown, timeoutMs: number): FailureError {
  if (error instanceof FailureError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  // query_canceled: our own statement_timeout.
  if (code === '57014') return sqlTimedOut(timeoutMs);
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code)) {
    return sqlFailed(code === '25006' ? 'sql/read-only' : `sql/${code.toLowerCase()}`, message, typeOf(code));
  }
  return sqlFailed('sql/network', message, 'network');
}

function typeOf(sqlState: string): FailureType {
  return states[sqlState] ?? classes[sqlState.slice(0, 2)] ?? 'tool';
}

const states: Readonly<Record<string, FailureType | undefined>> = {
  // Serialization failure and deadlock: the same statement may succeed next time.
  '40001': 'server_error',
  '40P01': 'server_error',
  '3D000': 'not_found',
  '57P03': 'overloaded',
};

const classes: Readonly<Record<string, FailureType | undefined>> = {
  '08': 'network',
  '28': 'auth',
  '53': 'overloaded',
  '57': 'server_error',
};
