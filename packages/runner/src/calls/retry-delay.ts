import type { Failure, RetryPolicy } from '@sluice/core';

/** How long to wait before trying again, in milliseconds, when `attempt` (1-based) failed. */
export function retryDelay(failure: Failure, attempt: number, context: RetryContext): number {
  const { policy, random } = context;
  const backoff = Math.min(policy.maxMs, policy.initialMs * policy.factor ** (attempt - 1));
  // Full jitter: calls that fail together must not come back together.
  const delay = policy.jitter === 'full' ? backoff * random() : backoff;
  return Math.round(Math.max(delay, failure.retryAfterMs ?? 0));
}

export interface RetryContext {
  readonly policy: RetryPolicy;
  readonly random: () => number;
}

export function mayRetry(failure: Failure, attempt: number, policy: RetryPolicy): boolean {
  return failure.permanent !== true && attempt < policy.maxAttempts && policy.on.includes(failure.type);
}
