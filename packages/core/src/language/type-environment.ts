import type { JsonSchema } from '../json.ts';
import type { Facts } from './cel/narrowing.ts';
import type { LocatedText } from './located-text.ts';

/** The types of all names that one expression or template may read. */
export interface TypeEnvironment {
  /** An object schema: one property per declared input. */
  readonly inputs: JsonSchema;
  /** Every step whose `steps.ID` is in scope. */
  readonly steps: { readonly [id: string]: StepType };
  /** Names from `as`, `index`, `carry`, and `output`, `error`, `row` where they exist. */
  readonly locals: { readonly [name: string]: JsonSchema };
  /** What is known to hold here, such as `Compiled.whenTrue` of the step's `when`. */
  readonly facts?: Facts;
}

export interface StepType {
  /** `true` when nothing is known. */
  readonly output: JsonSchema;
  /** The step may be skipped where it is read, and its output `null` then. */
  readonly maySkip: boolean;
  /** The step may have failed where it is read (`needs: [x!]`, `on_error: continue`, `finally`). */
  readonly mayFail?: boolean;
  /** `steps.ID.errors` exists. */
  readonly isMap: boolean;
  /** `steps.ID.model` exists. */
  readonly hasModel: boolean;
}

/** What templates may also use. */
export interface TemplateEnvironment extends TypeEnvironment {
  /** Declared partials by name, with their texts. */
  readonly partials: { readonly [name: string]: LocatedText };
}
