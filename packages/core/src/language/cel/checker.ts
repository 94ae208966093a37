import type { Diagnostic } from '../../errors/diagnostic.ts';
import type { Span } from '../../errors/span.ts';
import type { JsonSchema } from '../../json.ts';
import type { TypeEnvironment } from '../type-environment.ts';
import type { Facts } from './narrowing.ts';
import type { CelNode, Range } from './node.ts';

/** What the parts of the type checker share; one per place, because places know different facts. */
export interface Checker {
  readonly environment: TypeEnvironment;
  readonly advice: Advice;
  readonly facts: Facts;
  /** Variables of macros. */
  readonly variables: ReadonlyMap<string, Variable>;
  /** How many macros are around. */
  readonly depth: number;
  infer(node: CelNode): JsonSchema;
  /** For places where a missing field counts as `null`. */
  inferMissingAsNull(node: CelNode): JsonSchema;
  assuming(facts: Facts): Checker;
  binding(name: string, type: JsonSchema): Checker;
  pathOf(node: CelNode): string | undefined;
  sourceOf(node: CelNode): string;
  at(range: Range): Span;
  report(diagnostic: Diagnostic): void;
}

export interface Variable {
  readonly type: JsonSchema;
  /** Unlike every other path, so that facts of shadowed names are not mixed up. */
  readonly path: string;
}

/** What to do about a value that may not be there: the words differ between expressions and templates. */
export interface Advice {
  missing(source: string): string;
  nullable(source: string): string;
  skipped(source: string, step: string): string;
}
