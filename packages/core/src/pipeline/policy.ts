import type { FailureType } from '../errors/failure.ts';

/** What the common policy keys of a step come to, defaults applied. */
export interface StepPolicy {
  /** Covers everything, waits included. Milliseconds; absent: no limit. */
  readonly timeoutMs?: number;
  readonly attemptTimeoutMs?: number;
  readonly retry: RetryPolicy;
  readonly cache?: CachePolicy;
  readonly effect: 'read' | 'write';
}

export interface RetryPolicy {
  /** Counts the first attempt. */
  readonly maxAttempts: number;
  readonly initialMs: number;
  readonly factor: number;
  readonly maxMs: number;
  readonly jitter: 'full' | 'none';
  readonly on: readonly FailureType[];
}

export interface CachePolicy {
  readonly ttlMs?: number;
}
