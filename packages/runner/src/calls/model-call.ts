import type { AbortSignalLike, CallOptions, FailedAttempt, Model, ModelRequest } from '@sluice/core';
import type { StepInstance } from '../frames.ts';
import type { Breaker } from './breaker.ts';
import type { Candidate } from './model-chain.ts';

/** What a step asks for. */
export interface ModelQuestion {
  /** An alias or a reference. */
  readonly name: string;
  readonly request: Omit<ModelRequest, 'origin'>;
  readonly options: CallOptions;
}

/** One logical call on its way over the models of a chain. */
export interface ModelCall {
  readonly instance: StepInstance;
  readonly question: ModelQuestion;
  /** 0-based within the step. */
  readonly number: number;
  /** Over all models. */
  attempts: number;
  /** Text was told to somebody: no other attempt may tell another text. */
  told: boolean;
  readonly failed: FailedAttempt[];
}

/** The call, bound for one model. */
export interface BoundCall {
  readonly call: ModelCall;
  readonly candidate: Candidate;
  readonly model: Model;
  readonly request: ModelRequest;
  readonly key: string;
  readonly breaker: Breaker | undefined;
  readonly signal: AbortSignalLike;
}
