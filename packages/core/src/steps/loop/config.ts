import type { Expression, Value } from '../../language/value.ts';
import type { Block } from '../../plan/plan.ts';

/** A compiled `loop` step. */
export interface LoopConfig {
  readonly block: Block;
  /** Sees the iteration's steps and `carry`; true ends the loop. */
  readonly until: Expression;
  readonly maxIterations: number;
  /** The first `carry`. */
  readonly initial?: Value;
  /** The next `carry`, from the iteration's steps. The last one is the output. */
  readonly carry?: Value;
}
