import type { Diagnostic } from '../errors/diagnostic.ts';
import type { JsonSchema } from '../json.ts';
import type { LocatedJson } from '../yaml/located-json.ts';
import { type LocatedError, toDiagnostic } from './error-to-diagnostic.ts';
import { pickBranches } from './pick-branch.ts';
import { shapeErrors } from './shape-errors.ts';
import { validatorOf } from './validator.ts';

/** What is wrong with a value by its schema, each finding on the smallest place that shows it. */
export function validateLocated(located: LocatedJson, schema: JsonSchema): readonly Diagnostic[] {
  return locatedErrors(located, schema).map((error) => toDiagnostic(located, error));
}

/** The errors themselves, with paths as segments: for callers that treat some of them in their own way. */
export function locatedErrors(located: LocatedJson, schema: JsonSchema): readonly LocatedError[] {
  const errors = shapeErrors(located.value, schema) ?? validatorOf(schema)(located.value);
  return pickBranches(errors).map((error) => ({ error, path: segments(error, located) }));
}

function segments(error: { readonly instancePath: string }, located: LocatedJson): readonly (string | number)[] {
  const path: (string | number)[] = [];
  let node: LocatedJson | undefined = located;
  for (const part of error.instancePath.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const key: string | number = Array.isArray(node?.value) ? Number(name) : name;
    path.push(key);
    node = node?.get(key);
  }
  return path;
}
