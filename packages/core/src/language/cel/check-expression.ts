import type { Diagnostic } from '../../errors/diagnostic.ts';
import type { JsonSchema } from '../../json.ts';
import type { LocatedText } from '../located-text.ts';
import type { TypeEnvironment } from '../type-environment.ts';
import type { Advice } from './checker.ts';
import { createChecker } from './create-checker.ts';
import { type Facts, factsFrom, noFacts } from './narrowing.ts';
import type { CelNode } from './node.ts';

export interface CheckedExpression {
  readonly type: JsonSchema;
  readonly diagnostics: readonly Diagnostic[];
  /** What holds where the expression gave `true`. */
  readonly whenTrue: Facts;
}

/** Types an expression against the schemas of the names it reads. */
export function checkExpression(root: CelNode, text: LocatedText, environment: TypeEnvironment): CheckedExpression {
  const diagnostics: Diagnostic[] = [];
  const checker = createChecker(
    { environment, text, advice, report: (finding) => diagnostics.push(finding) },
    { facts: environment.facts ?? noFacts, variables: new Map() },
  );
  const type = checker.infer(root);
  return { type, diagnostics, whenTrue: factsFrom(root, true, checker.pathOf) };
}

const advice: Advice = {
  missing: (source) => `use default(${source}, ...), or test it first: has(${source}) ? ... : ...`,
  nullable: (source) => `test it first: ${source} != null ? ... : ..., or default(${source}, ...)`,
  skipped: (source, step) =>
    `test it first: steps.${step}.status == "succeeded" ? ... : ..., or default(${source}, ...)`,
};
