import type { Expression, Value } from '../../language/value.ts';
import type { Block } from '../../plan/plan.ts';

/** A compiled `switch` step; the first case whose `when` is true runs. */
export interface SwitchConfig {
  readonly cases: readonly SwitchCase[];
}

export interface SwitchCase {
  /** Absent: `else`. */
  readonly when?: Expression;
  readonly block: Block;
  readonly output?: Value;
}
