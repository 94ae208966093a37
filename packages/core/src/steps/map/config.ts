import type { Expression, Value } from '../../language/value.ts';
import type { Block } from '../../plan/plan.ts';

/** A compiled `map` step. */
export interface MapConfig {
  readonly over: Expression;
  /** Local name of the item. */
  readonly as: string;
  /** Local name of the 0-based index. */
  readonly index?: string;
  readonly concurrency: number;
  readonly onError: 'fail' | 'collect' | 'drop';
  readonly block: Block;
  /** Absent: the output of the last step. */
  readonly output?: Value;
}
