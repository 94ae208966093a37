import type { Failure, JsonObject, SuspendedError } from '@sluice/core';
import type { StepResult } from './step-result.ts';

/** How one execution of a plan ended. */
export interface PlanEnd {
  readonly results: ReadonlyMap<string, StepResult>;
  /** Ids of the steps that wait for a person. */
  readonly waiting: readonly string[];
  readonly outputs: JsonObject;
  readonly failure: Failure | undefined;
  /** Set when a step waits for a person: the run is not over. */
  readonly suspended: SuspendedError | undefined;
  /** Virtual time. */
  readonly end: number;
}
