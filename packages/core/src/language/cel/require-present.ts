import type { JsonSchema } from '../../json.ts';
import { allowsNull, withoutNull } from '../../types/union-of.ts';
import { maybeSkipped, nullUsed } from '../problems.ts';
import type { Checker } from './checker.ts';
import type { CelNode } from './node.ts';

/** Reports a value that may be `null` where that would fail; gives its type without `null`. */
export function requirePresent(node: CelNode, type: JsonSchema, checker: Checker): JsonSchema {
  if (!allowsNull(type)) return type;
  const source = checker.sourceOf(node);
  const path = checker.pathOf(node);
  const step = path === undefined ? undefined : /^steps\.([^.]+)\.(output|model)$/.exec(path)?.[1];
  const view = step === undefined ? undefined : checker.environment.steps[step];
  const at = checker.at(node.at);
  if (step !== undefined && view !== undefined && (view.maySkip || view.mayFail === true)) {
    const skipped = view.maySkip && (path === undefined || checker.facts.get(path)?.notSkipped !== true);
    if (!skipped && view.mayFail !== true) return withoutNull(type);
    const hint = checker.advice.skipped(source, step);
    checker.report(maybeSkipped.at(at, { step, why: skipped ? 'skipped' : 'failed', hint }));
  } else {
    const hint = checker.advice.nullable(source);
    checker.report(nullUsed.at(at, { what: source, hint }));
  }
  return withoutNull(type);
}
