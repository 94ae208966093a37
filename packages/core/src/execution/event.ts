import type { Failure } from '../errors/failure.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Cost } from '../model/cost.ts';
import type { FinishReason, ModelResponse } from '../model/model.ts';
import type { Usage } from '../model/usage.ts';
import type { StepNote } from '../steps/step-context.ts';

/**
 * What happened in a run, in order; everything else is a fold over it.
 * `path` is the address of a step's instance: `order_facts[2]/order`. A model's answer is durable before
 * anything is told of it, so a resumed run finds it and does not pay again.
 */
export type ExecutionEvent = { readonly at: number } & (
  | { readonly type: 'run-start'; readonly pipeline: string; readonly planHash: string; readonly inputs: JsonObject }
  | { readonly type: 'step-start'; readonly path: string; readonly key: string }
  /** Another process took the run up again. */
  | { readonly type: 'run-resume'; readonly planHash: string }
  /** `key` where a condition was evaluated: it is not evaluated again while the key is the same. */
  | { readonly type: 'step-skip'; readonly path: string; readonly reason: SkipReason; readonly key?: string }
  | ModelEnd
  | ModelError
  | {
      readonly type: 'model-skip';
      readonly path: string;
      readonly call: number;
      readonly model: string;
      readonly why: string;
    }
  | {
      readonly type: 'tool-start';
      readonly path: string;
      /** Content hash of the call, with its number among equal calls of the step. */
      readonly call: string;
      readonly tool: string;
      readonly attempt: number;
      /** `write`: durable before the call is made. */
      readonly effect: 'read' | 'write';
      readonly idempotencyKey?: string;
    }
  | {
      readonly type: 'tool-end';
      readonly path: string;
      readonly call: string;
      readonly tool: string;
      readonly latencyMs: number;
      /** Where a resumed run must not call again: writes, and the calls that a model asked for. */
      readonly output?: Json;
    }
  | ToolError
  | { readonly type: 'step-note'; readonly path: string; readonly note: StepNote }
  | {
      readonly type: 'approval-wait';
      readonly path: string;
      readonly message: string;
      readonly deadline?: number;
      readonly onTimeout: 'approve' | 'reject';
    }
  | {
      readonly type: 'approval-answer';
      readonly path: string;
      readonly approved: boolean;
      readonly answer: Json;
      readonly by: string;
    }
  | StepEnd
  | { readonly type: 'step-error'; readonly path: string; readonly failure: Failure; readonly handled: boolean }
  | { readonly type: 'step-cancel'; readonly path: string; readonly why: string }
  | RunEnd
);

export interface ModelEnd {
  readonly type: 'model-end';
  readonly path: string;
  /** 0-based number of the logical call within the step's instance. */
  readonly call: number;
  /** 1-based, over all models of the call. */
  readonly attempt: number;
  readonly alias: string;
  readonly model: string;
  /** Content hash of request, model, parameters and sample: what cache and resume look up. */
  readonly requestKey: string;
  readonly response: RecordedResponse;
  readonly finish: FinishReason;
  readonly usage: Usage;
  /** 0 nano-dollars and `fromCache` for a cached answer; `originalCost` keeps what it once cost. */
  readonly cost: Cost;
  readonly originalCost?: Cost;
  readonly fromCache: boolean;
  /** Of a cached answer: when it was made, in milliseconds since 1970. */
  readonly cachedAt?: number;
  /** Provider time. */
  readonly latencyMs?: number;
  readonly timeToFirstTokenMs?: number;
  /** Time spent waiting for limits before the attempt. */
  readonly waitedMs: number;
}

/** A response without what `ModelEnd` says itself. An absent `turn` is the text alone. */
export type RecordedResponse = Omit<ModelResponse, 'usage' | 'finish' | 'turn'> & {
  readonly turn?: ModelResponse['turn'];
};

export interface ModelError {
  readonly type: 'model-error';
  readonly path: string;
  readonly call: number;
  readonly attempt: number;
  readonly alias: string;
  readonly model: string;
  readonly failure: Failure;
  readonly latencyMs: number;
  readonly waitedMs: number;
  /** Of a failed answer that was billed all the same. */
  readonly usage?: Usage;
  readonly cost?: Cost;
  /** Set when the same model is tried again. */
  readonly retryInMs?: number;
}

export interface ToolError {
  readonly type: 'tool-error';
  readonly path: string;
  readonly call: string;
  readonly tool: string;
  readonly attempt: number;
  readonly failure: Failure;
  readonly retryInMs?: number;
}

export interface StepEnd {
  readonly type: 'step-end';
  readonly path: string;
  readonly output: Json;
  /** The alias that answered, for prompt steps. */
  readonly model?: string;
  /** The failure that a default or a catch took care of. */
  readonly handled?: Failure;
}

export interface RunEnd {
  readonly type: 'run-end';
  readonly status: RunStatus;
  readonly outputs?: JsonObject;
  readonly failure?: Failure;
}

export type RunStatus = 'succeeded' | 'failed' | 'cancelled' | 'waiting';

/** Why a step did not run. */
export type SkipReason =
  | { readonly why: 'condition' }
  | { readonly why: 'dependency'; readonly step: string; readonly status: 'skipped' | 'failed' | 'cancelled' };
