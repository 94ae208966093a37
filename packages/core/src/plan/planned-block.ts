import type { JsonSchema } from '../json.ts';
import type { Reference } from '../language/reference.ts';
import type { StepType } from '../language/type-environment.ts';
import type { LocatedJson } from '../yaml/located-json.ts';
import type { BlockScope } from './block-scope.ts';
import type { Block } from './plan.ts';

/** A list of steps, planned. */
export interface PlannedBlock {
  readonly block: Block;
  /** Every step that may be read after the block, those around it included. */
  readonly steps: { readonly [id: string]: StepType };
  /** What its steps read from outside. */
  readonly reads: readonly Reference[];
  /** Whether one of its steps writes. */
  readonly writes: boolean;
  readonly lastOutput: JsonSchema;
}

/** Handed to the steps with blocks of their own, which the planner of blocks compiles in turn. */
export type PlanBlock = (steps: LocatedJson, scope: BlockScope) => PlannedBlock;
