import type { Diagnostic } from '../diagnostic.ts';
import { sortDiagnostics } from '../sort-diagnostics.ts';
import type { SourceText } from '../span.ts';
import { renderGithub } from './render-github.ts';
import { renderSarif } from './render-sarif.ts';
import { plainText, renderText, type TextStyle } from './render-text.ts';
import { sourceLines } from './source-lines.ts';

export const diagnosticFormats = ['text', 'json', 'github', 'sarif'] as const;

export type DiagnosticFormat = (typeof diagnosticFormats)[number];

export interface RenderOptions {
  readonly format: DiagnosticFormat;
  /** Of the text format; plain, 80 columns when absent. */
  readonly style?: TextStyle;
}

/** Findings as a user or a tool reads them, sorted by place. No text for no findings, except in JSON and SARIF. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: readonly SourceText[],
  options: RenderOptions,
): string {
  const sorted = sortDiagnostics(diagnostics);
  const lines = sourceLines(sources);
  switch (options.format) {
    case 'text':
      return sorted.map((finding) => renderText(finding, lines, options.style ?? plainText)).join('\n\n');
    case 'json':
      return JSON.stringify({ schema: 'sluice/diagnostics/v1', diagnostics: sorted }, null, 2);
    case 'github':
      return sorted.map(renderGithub).join('\n');
    case 'sarif':
      return renderSarif(sorted);
  }
}
