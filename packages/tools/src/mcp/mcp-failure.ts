import { FailureError, type FailureType } from '@sluice/core';
import { toolFailure } from '../failure/tool-failure.ts';

/** What the SDK throws, as a failure. `said`: the last words of the server's own error output. */
export function mcpFailure(error: unknown, said: string): FailureError {
  if (error instanceof FailureError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  const detail = said === '' ? message : `${message}; the server wrote: ${said}`;
  return toolFailure({
    type: typeOf(error, code),
    code: 'mcp/failed',
    title: 'MCP server failed',
    detail,
    cause: error,
  });
}

export function mcpRefused(code: string, detail: string, hint?: string): FailureError {
  return toolFailure({ code, title: 'MCP call refused', detail, ...(hint === undefined ? {} : { hint }) });
}

function typeOf(error: unknown, code: unknown): FailureType {
  if (error instanceof Error && error.name === 'UnauthorizedError') return 'auth';
  if (typeof code === 'string') return code === 'ENOENT' ? 'tool' : 'network';
  if (typeof code !== 'number') return error instanceof TypeError ? 'network' : 'tool';
  return codes[code] ?? (code >= 500 ? 'server_error' : 'tool');
}

/** JSON-RPC codes, and HTTP statuses of the streamable transport. */
const codes: Readonly<Record<number, FailureType | undefined>> = {
  [-32000]: 'network',
  [-32001]: 'timeout',
  [-32602]: 'invalid_request',
  [-32603]: 'server_error',
  401: 'auth',
  403: 'auth',
  404: 'not_found',
  429: 'rate_limit',
  503: 'overloaded',
};
