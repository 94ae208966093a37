import type { Diagnostic } from '../diagnostic.ts';

/** One SARIF 2.1.0 log; columns are UTF-16 units, `uri`s are the paths as given. */
export function renderSarif(diagnostics: readonly Diagnostic[]): string {
  const codes = [...new Set(diagnostics.map((finding) => finding.code))];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'sluice', rules: codes.map((id) => ({ id })) } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((finding) => toResult(finding, codes)),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

function toResult(finding: Diagnostic, codes: readonly string[]): object {
  const { file, start, end } = finding.at;
  const text = finding.hint === undefined ? finding.message : `${finding.message} (${finding.hint})`;
  return {
    ruleId: finding.code,
    ruleIndex: codes.indexOf(finding.code),
    level: finding.severity,
    message: { text },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(file.replaceAll('\\', '/')) },
          region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
        },
      },
    ],
  };
}
