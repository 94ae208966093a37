import type { Value } from '../../language/value.ts';
import type { Plan } from '../../plan/plan.ts';

/** A compiled `pipeline` step. */
export interface SubPipelineConfig {
  readonly plan: Plan;
  readonly inputs: Value | undefined;
}
