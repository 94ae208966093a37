import type { FaultKind, FaultRule } from '../profile/profile.ts';
import type { WireFailure } from '../wire/failure.ts';

const failures: Readonly<Partial<Record<FaultKind, WireFailure>>> = {
  error_400: { kind: 'invalid_request', message: 'The request was refused by a fault of the simulator profile.' },
  error_401: { kind: 'invalid_key' },
  error_403: { kind: 'permission_denied' },
  error_404: { kind: 'model_not_found' },
  error_context_length: { kind: 'context_length' },
  error_429: { kind: 'rate_limited', limit: 'requests' },
  error_429_no_retry_after: { kind: 'rate_limited', limit: 'requests' },
  error_quota: { kind: 'quota_exhausted' },
  error_500: { kind: 'server_error' },
  error_503: { kind: 'unavailable' },
  error_529: { kind: 'overloaded' },
};

/** The error that a fault answers with; `undefined` for faults that are no error answer. */
export function faultFailure(fault: FaultRule, model: string): WireFailure | undefined {
  const failure = failures[fault.kind];
  if (failure === undefined) return undefined;
  return { ...failure, model, ...(fault.kind === 'error_429' ? { retryAfterMs: fault.retryAfterMs } : {}) };
}
