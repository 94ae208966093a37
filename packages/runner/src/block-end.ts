import type { StepResult } from './step-result.ts';

/** How one execution of a block ended. */
export interface BlockEnd {
  readonly results: ReadonlyMap<string, StepResult>;
  /** Ids of the steps that wait for a person. */
  readonly waiting: readonly string[];
  /** `FailureError` of an unhandled failure or a cancellation, `SuspendedError`, or a mistake of ours. */
  readonly error: unknown;
  /** Virtual time. */
  readonly end: number;
}
