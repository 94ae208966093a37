import type { Diagnostic, Parsed } from './diagnostic.ts';
import { isError, sortDiagnostics } from './sort-diagnostics.ts';

/** `value` with its warnings, or all the findings when one of them is an error or there is no value. */
export function toParsed<T>(value: T | undefined, findings: readonly Diagnostic[]): Parsed<T> {
  const diagnostics = sortDiagnostics(findings);
  if (value === undefined || diagnostics.some(isError)) return { ok: false, diagnostics };
  return { ok: true, value, warnings: diagnostics };
}
