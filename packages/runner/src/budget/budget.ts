import type { AbortSignalLike } from '@sluice/core';

/** A hard cap: what is spent and what is reserved never exceed it, as long as no call costs more than its worst case. */
export interface Budget {
  /**
   * Sets the worst case of a call aside. Waits while others' reservations stand in the way;
   * refuses when the call could not be paid even if they came to nothing.
   */
  reserve(ask: BudgetAsk, signal: AbortSignalLike): Promise<Reservation | Refusal>;
  readonly spent: Amount;
}

export interface Amount {
  readonly nanoUsd: number;
  readonly tokens: number;
}

/** The worst case of one call. */
export interface BudgetAsk {
  readonly inputTokens: number;
  /** The most that the request lets the model write. */
  readonly outputTokens: number;
  /** The least that is still useful: equal to `outputTokens` where the request fixes it. */
  readonly minOutputTokens: number;
  /** `undefined` where the price is not known. */
  readonly nanoUsd: ((inputTokens: number, outputTokens: number) => number) | undefined;
  /** For messages. */
  readonly model: string;
}

export interface Reservation {
  readonly ok: true;
  /** At most this may be written: `outputTokens` or, where that is too dear, less. */
  readonly outputTokens: number;
  readonly waitedMs: number;
  /** Must be called once. */
  settle(actual: Charge): void;
}

/** What a call really took; the worst case of what is `undefined`, because nobody says. */
export interface Charge {
  readonly nanoUsd: number | undefined;
  readonly tokens: number | undefined;
}

export interface Refusal {
  readonly ok: false;
  readonly why: 'exhausted' | 'unknown-price';
  readonly detail: string;
}
