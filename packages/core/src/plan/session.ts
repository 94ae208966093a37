import type { Diagnostic, Parsed } from '../errors/diagnostic.ts';
import type { Plan } from './plan.ts';
import type { PlanOptions } from './plan-options.ts';

export type Report = (finding: Diagnostic) => void;

/** One call of `planPipeline`: the files it has planned and those it is in the middle of. */
export interface PlanSession {
  readonly options: Required<Pick<PlanOptions, 'kinds' | 'toolKinds' | 'aliases' | 'overrides'>> & PlanOptions;
  readonly plans: Map<string, Parsed<Plan>>;
  /** Absolute paths, outermost first. */
  readonly stack: readonly string[];
  /** Plans another file of this session. */
  planFile(path: string, text: string): Parsed<Plan>;
}
