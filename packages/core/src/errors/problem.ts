import type { Diagnostic, Severity } from './diagnostic.ts';
import type { Span } from './span.ts';

/** A catalogue entry: the one place where a code, its wording and its hint live. */
export interface Problem<Params> {
  readonly code: string;
  readonly severity: Severity;
  /** A sentence or two for the reference page of this code. */
  readonly explanation: string;
  /** The finding at a place. */
  at(span: Span, params: Params): Diagnostic;
}

export interface ProblemDefinition<Params> {
  readonly code: string;
  readonly severity?: Severity;
  readonly explanation: string;
  readonly message: (params: Params) => string;
  readonly hint?: (params: Params) => string | undefined;
}

export function defineProblem<Params>(definition: ProblemDefinition<Params>): Problem<Params> {
  const { code, severity = 'error', explanation, message, hint } = definition;
  return {
    code,
    severity,
    explanation,
    at(span, params) {
      const advice = hint?.(params);
      return { code, severity, message: message(params), ...(advice === undefined ? {} : { hint: advice }), at: span };
    },
  };
}
