import type { AbortSignalLike, RateLimitState } from '@sluice/core';

/** Who may call whom, how many at a time and how often. Asked once for each attempt of a leaf call. */
export interface Limits {
  /** Resolves when the call may be made; rejects with the signal's reason. */
  acquire(lane: Lane, signal: AbortSignalLike): Promise<Permit>;
}

export interface Lane {
  readonly kind: 'model' | 'tool' | 'module';
  /** The provider, the tool's kind, or empty. */
  readonly name: string;
  /** `provider/model` of model calls. */
  readonly model?: string;
  /** Of model calls; asked only where tokens are limited. */
  readonly tokens?: () => TokenGuess;
}

/** What a call may use, before it is made. */
export interface TokenGuess {
  readonly input: number;
  /** Absent: as many as the calls before it. */
  readonly maxOutput?: number;
}

export interface Permit {
  /** Must be called once, whatever came of the call. */
  release(seen?: LaneReport): void;
}

/** What the call learnt of the provider's limits. */
export interface LaneReport {
  readonly rateLimit?: RateLimitState;
  /** The provider asked to be left alone for so long. */
  readonly retryAfterMs?: number;
  /** What the provider reported. */
  readonly used?: { readonly input: number; readonly output: number };
}
