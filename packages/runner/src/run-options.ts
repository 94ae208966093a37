import type { AbortSignalLike, ExecutionEvent, Failure, Json, PlanNode, Question } from '@sluice/core';
import type { Budget } from './budget/budget.ts';

export interface RunOptions {
  readonly signal: AbortSignalLike;
  /** Begin no call any more; the run is cancelled as soon as none is in flight. */
  readonly stop?: AbortSignalLike;
  readonly cache: CacheMode;
  /** Whether steps without `cache:` use the cache: on in evals. */
  readonly cacheByDefault: boolean;
  /** Calls of this run at the same time. */
  readonly concurrency: number;
  /** On top of the plan's own; shared by the cases of an eval. */
  readonly budget?: Budget;
  /** Told of events in the order of the log, of a model's answer only when it is durable. */
  readonly onEvent?: (event: ExecutionEvent) => void;
  /** Told of visible text of steps that stream. */
  readonly onToken?: (path: string, text: string) => void;
  readonly approvals: Approver | 'suspend';
  /** Takes up what the store holds of this run and unit; `true` reads it from there. */
  readonly resume?: boolean | readonly ExecutionEvent[];
  /** Paths of interrupted `write` steps that are known to have happened. */
  readonly assumeDone?: ReadonlySet<string>;
  /** Paths of interrupted `write` steps that may be done again. */
  readonly retry?: ReadonlySet<string>;
  /** Answers in place of a step, for tests beside pipelines. */
  readonly substitute?: (step: { readonly path: string; readonly node: PlanNode }) => Substitute | undefined;
}

/** `refresh` asks anew and keeps the answer, `read` keeps nothing new. */
export type CacheMode = 'read_write' | 'read' | 'refresh' | 'off';

export type Approver = (
  question: Question & { readonly runId: string; readonly path: string },
  options: { readonly signal: AbortSignalLike },
) => Promise<ApprovalAnswer>;

export interface ApprovalAnswer {
  readonly approved: boolean;
  readonly answer: Json;
  /** Who answered. */
  readonly by: string;
}

export type Substitute = { readonly output: Json } | { readonly failure: Failure };
