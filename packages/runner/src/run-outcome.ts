import type { Cost, Failure, Json, JsonObject, RunStatus, SkipReason, Usage } from '@sluice/core';

/** What came of a run. */
export interface RunOutcome extends Spent {
  readonly runId: string;
  readonly status: RunStatus;
  /** Those that could be computed: after a failure, the ones that do not depend on it. */
  readonly outputs: JsonObject;
  /** Milliseconds since 1970: when this process began and ended its part. */
  readonly startedAt: number;
  readonly finishedAt: number;
  /** Why the run failed. */
  readonly failure: Failure | undefined;
  /** The plan's own steps by id; steps of maps, switches and sub-pipelines are summed into them. */
  readonly steps: { readonly [id: string]: StepSummary };
  /** Answers from the response cache, and what they once cost where that is known. */
  readonly reused: {
    readonly calls: number;
    readonly savedNanoUsd: number;
    readonly known: boolean;
    /** When the oldest of them was made, in milliseconds since 1970. */
    readonly oldestAt?: number;
  };
  /** What went wrong without harm to the run. */
  readonly warnings: readonly string[];
}

export interface StepSummary extends Spent {
  /** `waiting` for a person's answer. */
  readonly status: 'succeeded' | 'failed' | 'skipped' | 'cancelled' | 'waiting';
  /** The alias that answered. */
  readonly model: string | undefined;
  /** Its `provider/model`. */
  readonly modelId: string | undefined;
  readonly output: Json;
  /** Of a failed step; of a succeeded one, what a default or a catch took care of. */
  readonly error: Failure | undefined;
  readonly skip: SkipReason | undefined;
  /** Of a map: the failed items. */
  readonly errors: readonly Json[];
  /** Whether its answer came from the cache. */
  readonly fromCache: boolean;
  readonly timeToFirstTokenMs: number | undefined;
  /** What a recording carries besides its output. */
  readonly recorded: JsonObject | undefined;
}

/** Sums over every attempt, failed ones too. */
export interface Spent {
  readonly attempts: number;
  readonly usage: Usage;
  readonly cost: Cost;
  readonly counts: CallCounts;
  /**
   * How long it takes when nothing waits for limits: of a cached or replayed answer the recorded time.
   * `undefined` where a recording did not keep it.
   */
  readonly latencyMs: number | undefined;
  /** Spent waiting for limits, budgets and rate-limit pauses; no part of the latency. */
  readonly waitedMs: number;
}

export interface CallCounts {
  /** Model answers, from the cache or not. */
  readonly answers: number;
  readonly cached: number;
  /** Attempts after which the same model was tried again. */
  readonly retries: number;
  /** Times that the next model of a chain was asked. */
  readonly fallbacks: number;
  /** Attempts without an answer. */
  readonly errors: number;
  readonly refusals: number;
  readonly truncated: number;
  /** Failed attempts that may have been billed although nobody says so: timeouts and cut streams. */
  readonly uncertain: number;
}
