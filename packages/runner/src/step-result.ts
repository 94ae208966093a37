import type { EndStatus, Failure, SkipReason, StepView } from '@sluice/core';
import type { Tally } from './tally.ts';

/** How one execution of a step ended. */
export interface StepResult {
  readonly status: EndStatus;
  readonly view: StepView;
  readonly skip?: SkipReason;
  /** Of a failed step; of a succeeded one, what was taken care of. */
  readonly failure?: Failure;
  /** Set when the failure was not taken care of: what the block throws. */
  readonly error?: unknown;
  readonly tally?: Tally;
  /** Virtual time. */
  readonly begin?: number;
  readonly end: number;
}
