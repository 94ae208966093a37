import type { Diagnostic } from './diagnostic.ts';

/** By place in the file; files in the order in which they first appear. Drops exact repetitions. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const files = [...new Set(diagnostics.map((finding) => finding.at.file))];
  const seen = new Set<string>();
  const unique = diagnostics.filter((finding) => {
    const key = `${finding.code}\n${finding.at.file}\n${finding.at.start.offset}\n${finding.message}`;
    return !seen.has(key) && seen.add(key);
  });
  return unique.sort(
    (a, b) =>
      files.indexOf(a.at.file) - files.indexOf(b.at.file) ||
      a.at.start.offset - b.at.start.offset ||
      a.code.localeCompare(b.code, 'en'),
  );
}

export function isError(finding: Diagnostic): boolean {
  return finding.severity === 'error';
}
