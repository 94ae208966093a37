import type { AbortSignalLike, PlanOptions } from '@sluice/core';
import type { Budget, CacheMode, Host } from '@sluice/runner';

/** What an evaluation needs besides the suite. */
export interface EvalHost {
  readonly runner: Host;
  /** For the one-step pipelines that ask judges. */
  readonly planning: PlanOptions;
  /** Whether a simulator answers in place of the models. */
  readonly simulated: boolean;
}

export interface EvalOptions {
  /** Ends calls in flight. */
  readonly signal: AbortSignalLike;
  /** Starts nothing new and lets what is in flight come to its end. */
  readonly stop?: AbortSignalLike;
  readonly cache: CacheMode;
  /** Takes up the run that the job names: what is on disk is not done again. */
  readonly resume: boolean;
  /** With `resume`: runs the failed cases again, and only those. */
  readonly retryErrors?: boolean;
  readonly budget?: Budget;
  readonly onProgress?: (progress: EvalProgress) => void;
}

export interface EvalProgress {
  readonly done: number;
  readonly total: number;
  readonly inFlight: number;
  readonly failed: number;
  readonly spentUsd: number;
  readonly lastFailure: string | undefined;
  /** By variant: successes and samples so far. */
  readonly success: { readonly [variant: string]: { readonly successes: number; readonly samples: number } };
}
