import type { Span } from './span.ts';

export type Severity = 'error' | 'warning';

/** One finding in a document, on the smallest span that shows it. */
export interface Diagnostic {
  /** `area/kebab-name`; never changed, never used again for something else. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, lower case, no full stop. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly at: Span;
}

export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };
