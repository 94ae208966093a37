import type { Failure } from '../errors/failure.ts';
import type { Json, JsonObject } from '../json.ts';
import type { StepNote } from '../steps/step-context.ts';
import type { ExecutionEvent, ModelEnd, ModelError, RunStatus, SkipReason } from './event.ts';

/** What a log says of a run so far: a fold over its events. */
export interface ExecutionState {
  readonly status: RunStatus | 'running' | 'new';
  readonly pipeline: string | undefined;
  readonly planHash: string | undefined;
  readonly inputs: JsonObject;
  readonly startedAt: number | undefined;
  readonly finishedAt: number | undefined;
  readonly outputs: JsonObject | undefined;
  readonly failure: Failure | undefined;
  /** By path, in order of their first event. */
  readonly steps: ReadonlyMap<string, StepState>;
  /** Answers that a step which did not finish may use again, by request key. */
  readonly answers: ReadonlyMap<string, ModelEnd>;
  /** Results that must not be fetched again, by call key. */
  readonly toolResults: ReadonlyMap<string, Json>;
  /** Calls with side effects whose end is not known, by call key. */
  readonly openWrites: ReadonlyMap<string, EventOf<'tool-start'>>;
}

export interface StepState {
  readonly path: string;
  readonly status: 'running' | 'waiting' | 'succeeded' | 'failed' | 'skipped' | 'cancelled';
  /** Hash of the step and of what it read when it started. */
  readonly key: string | undefined;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly output: Json;
  readonly failure: Failure | undefined;
  /** Whether the failure was taken care of: by a default, a catch or `continue`. */
  readonly handled: boolean;
  readonly skip: SkipReason | undefined;
  readonly model: string | undefined;
  readonly modelEnds: readonly ModelEnd[];
  readonly modelErrors: readonly ModelError[];
  readonly toolCalls: number;
  readonly notes: readonly StepNote[];
  readonly wait: EventOf<'approval-wait'> | undefined;
  readonly answer: EventOf<'approval-answer'> | undefined;
}

export type EventOf<Type extends ExecutionEvent['type']> = Extract<ExecutionEvent, { readonly type: Type }>;
