import { comparisonLine, type ReportStyle, type StoredComparison } from '@sluice/eval';

/** Differences with intervals, then the cases that changed. */
export function comparisonText(comparison: StoredComparison, style: ReportStyle): string {
  const { baseline, candidate, changed } = comparison;
  const same = baseline.run === candidate.run;
  const name = (arm: typeof baseline): string => (same ? arm.variant : `${arm.run}:${arm.variant}`);
  return [
    style.bold(`${name(candidate)} against ${name(baseline)}`),
    style.dim(pairing(comparison)),
    '',
    ...comparison.comparisons.flatMap((item) => [
      `  ${item.metric}`,
      style.dim(`      ${comparisonLine({ ...item, baseline: name(baseline), candidate: name(candidate) })}`),
    ]),
    '',
    `  improved ${changed.improved.length}, regressed ${changed.regressed.length}, same ${changed.same}`,
    ...cases('improved', changed.improved),
    ...cases('regressed', changed.regressed),
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
  return [
    `  ${what}: ${shown.join(', ')}${ids.length > shown.length ? `, and ${ids.length - shown.length} more` : ''}`,
  ];
}
