import type { Diagnostic } from './diagnostic.ts';

/** Thrown where a document with findings must not be used; carries all of them. */
export class PipelineError extends Error {
  override readonly name = 'PipelineError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((finding) => `${finding.code}: ${finding.message}`).join('\n'));
    this.diagnostics = diagnostics;
  }
}
