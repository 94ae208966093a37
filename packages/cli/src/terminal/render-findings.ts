import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type Diagnostic, type DiagnosticFormat, renderDiagnostics } from '@sluice/core';
import type { Terminal } from './terminal.ts';

export interface FindingStyle {
  readonly terminal: Terminal;
  readonly format?: DiagnosticFormat;
}

/** Findings with code frames, from the files as they are now; paths as seen from the current folder. */
export function renderFindings(findings: readonly Diagnostic[], { terminal, format = 'text' }: FindingStyle): string {
  const files = new Map([...new Set(findings.map(({ at }) => at.file))].map((file) => [file, shownPath(file)]));
  const shown = findings.map((finding) => ({
    ...finding,
    at: { ...finding.at, file: files.get(finding.at.file) ?? finding.at.file },
  }));
  const sources = [...files].flatMap(([file, path]) => {
    const text = readText(file);
    return text === undefined ? [] : [{ path, text }];
  });
  return renderDiagnostics(shown, sources, { format, style: { width: terminal.width, paint: painter(terminal) } });
}

export function shownPath(file: string): string {
  const path = relative(process.cwd(), file);
  return path === '' || path.startsWith('../../') ? file : path;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

type Role = 'error' | 'warning' | 'code' | 'hint';

function painter({ errorColours }: Terminal): (text: string, role: Role) => string {
  const paint = {
    error: errorColours.red,
    warning: errorColours.yellow,
    code: errorColours.bold,
    hint: errorColours.cyan,
  };
  return (text, role) => paint[role](text);
}
