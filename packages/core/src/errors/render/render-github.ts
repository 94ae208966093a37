import type { Diagnostic } from '../diagnostic.ts';

/** A workflow command that GitHub Actions turns into an annotation on the line. */
export function renderGithub(finding: Diagnostic): string {
  const { file, start, end } = finding.at;
  const hint = finding.hint === undefined ? '' : `\nhint: ${finding.hint}`;
  const properties = [
    `file=${property(file)}`,
    `line=${start.line}`,
    `col=${start.column}`,
    `endLine=${end.line}`,
    `endColumn=${end.column}`,
    `title=${property(finding.code)}`,
  ];
  return `::${finding.severity} ${properties.join(',')}::${data(finding.message + hint)}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
