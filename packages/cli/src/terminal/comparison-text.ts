import { comparisonLine, type ReportStyle, type StoredComparison, wrap } from '@sluice/eval';

/** Differences with intervals, then the cases that changed. */
export function comparisonText(comparison: StoredComparison, style: ReportStyle): string {
  const { baseline, candidate, changed } = comparison;
  const { width } = style;
  const same = baseline.run === candidate.run;
  const name = (arm: typeof baseline): string => (same ? arm.variant : `${arm.run}:${arm.variant}`);
  return [
    ...wrap(`${name(candidate)} against ${name(baseline)}`, { width, hanging: 2 }).map(style.bold),
    ...wrap(pairing(comparison), { width }).map(style.dim),
    '',
    ...comparison.comparisons.flatMap((item) => [
      `  ${item.metric}`,
      ...wrap(comparisonLine(item), { width, indent: 6, hanging: 8 }).map(style.dim),
    ]),
    '',
    `  improved ${changed.improved.length}, regressed ${changed.regressed.length}, same ${changed.same}`,
    ...[...cases('improved', changed.improved), ...cases('regressed', changed.regressed)].flatMap((line) =>
      wrap(line, { width, indent: 2, hanging: 4 }),
    ),
  ].join('\n');
}

function pairing({
  paired,
  only_baseline: left,
  only_candidate: right,
  different_rows: different,
}: StoredComparison): string {
  const parts = [`${paired} cases in both`];
  if (left > 0) parts.push(`${left} only in the first`);
  if (right > 0) parts.push(`${right} only in the second`);
  if (different.length > 0) parts.push(`${different.length} whose rows differ (not paired)`);
  return parts.join(', ');
}

function cases(what: string, ids: readonly string[]): readonly string[] {
  if (ids.length === 0) return [];
  const shown = ids.slice(0, 20);
  return [`${what}: ${shown.join(', ')}${ids.length > shown.length ? `, and ${ids.length - shown.length} more` : ''}`];
}
