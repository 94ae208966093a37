import type { Failure, Json } from '@sluice/core';
import type { ScoreRecord } from '../scorers/score.ts';

/**
 * What is kept of one sample: a case (a row under one variant) and its repeat. One line of `--output x.jsonl`.
 * Money in dollars, times in seconds, `null` where unknown.
 */
export interface CaseRecord {
  readonly case: string;
  readonly variant: string;
  /** 0-based. */
  readonly repeat: number;
  readonly status: 'succeeded' | 'failed';
  readonly output: Json;
  readonly error?: Pick<Failure, 'type' | 'detail' | 'step' | 'code' | 'hint'>;
  /** A scorer that does not apply to the case is absent. */
  readonly scores: { readonly [scorer: string]: ScoreRecord };
  readonly success: boolean | null;
  readonly usage: TokenCounts;
  /** The pipeline's calls at what they cost when they were made, failed attempts included. */
  readonly cost_usd: number | null;
  readonly judge_cost_usd: number | null;
  /** What this run itself paid for the sample: cached and replayed answers are free. */
  readonly spent_usd: number | null;
  readonly latency_s: number | null;
  readonly latency_source: 'fresh' | 'recorded' | 'cached' | 'none';
  /** When the oldest cached answer of the sample was made, in milliseconds since 1970. */
  readonly cached_at?: number;
  readonly ttft_s: number | null;
  readonly waited_s: number;
  readonly calls: CallCounts;
  readonly steps: { readonly [id: string]: StepRecord };
  readonly cluster?: string;
  readonly tags?: readonly string[];
  /** Of the row's inputs and expectation: arms that differ in it cannot be paired. */
  readonly row_hash: string;
  readonly recorded?: Json;
}

export interface TokenCounts {
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly cache_read_tokens?: number;
  readonly reasoning_tokens?: number;
}

export interface CallCounts {
  /** Answers, cached ones included. */
  readonly model: number;
  readonly reused: number;
  readonly retries: number;
  readonly fallbacks: number;
  readonly refusals: number;
  readonly truncations: number;
}

export interface StepRecord {
  readonly status: 'succeeded' | 'failed' | 'skipped' | 'cancelled';
  readonly attempts: number;
  readonly model?: string | null;
  readonly cost_usd: number | null;
  readonly latency_s: number | null;
  readonly input_tokens?: number | null;
  readonly output_tokens?: number | null;
  readonly error?: string;
}
