import type { Facts } from '../language/cel/narrowing.ts';
import type { StepType } from '../language/type-environment.ts';
import type { LocalTypes } from '../steps/compile-context.ts';
import type { FileScope } from './file-scope.ts';

/** What the steps of one list see around them. */
export interface BlockScope {
  readonly file: FileScope;
  /** JSON pointer of the list, such as `/steps` or `/steps/3/map/steps`. */
  readonly pointer: string;
  /** Steps outside that may be read, as the step around this block sees them. */
  readonly outer: { readonly [id: string]: StepType };
  /** Lines of the outer steps, for messages. */
  readonly outerLines: ReadonlyMap<string, number>;
  readonly locals: LocalTypes;
  /** What holds in the list, because the conditions around it held. */
  readonly facts: Facts;
}
