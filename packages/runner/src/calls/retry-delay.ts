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

/** Who is asked to wait longer than this fails, or goes to the next model: nobody watches a run that sleeps for hours. */
export const longestPauseMs = 600_000;

export function mayRetry(failure: Failure, attempt: number, policy: RetryPolicy): boolean {
  const { type, permanent, retryAfterMs = 0 } = failure;
  if (permanent === true || retryAfterMs > longestPauseMs) return false;
  return attempt < policy.maxAttempts && policy.on.includes(type);
}
