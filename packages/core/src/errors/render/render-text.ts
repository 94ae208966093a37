import type { Diagnostic } from '../diagnostic.ts';
import { codeFrame } from './code-frame.ts';
import type { SourceLines } from './source-lines.ts';

export interface TextStyle {
  readonly width: number;
  /** Wraps a piece of text in a colour; the identity where there are none. */
  readonly paint: (text: string, role: 'error' | 'warning' | 'code' | 'hint') => string;
}

export const plainText: TextStyle = { width: 80, paint: (text) => text };

/** `file:line:col - error code: message`, the line with carets, and the hint. */
export function renderText(finding: Diagnostic, lines: SourceLines, style: TextStyle = plainText): string {
  const { file, start } = finding.at;
  const head =
    `${file}:${start.line}:${start.column} - ${style.paint(finding.severity, finding.severity)} ` +
    `${style.paint(finding.code, 'code')}: ${finding.message}`;
  const frame = codeFrame(lines(file), finding.at, style.width);
  const body = frame.length === 0 ? [] : ['', ...frame];
  const hint = finding.hint === undefined ? [] : [`  ${style.paint('hint:', 'hint')} ${finding.hint}`];
  return [head, ...body, ...hint].join('\n');
}
