/** Fleiss' kappa: rows are cases, columns labels, cells how many raters chose the label; equal raters for each case. */
export function fleissKappa(counts: readonly (readonly number[])[]): number | undefined {
  const raters = total(counts[0] ?? []);
  const chosen = (counts[0] ?? []).map((_, label) => total(counts.map((row) => row[label] ?? 0)));
  const all = total(chosen);
  const expected = total(chosen.map((count) => (count / all) ** 2));
  const observed =
    total(counts.map((row) => (total(row.map((count) => count * count)) - raters) / (raters * (raters - 1)))) /
    counts.length;
  return expected >= 1 ? undefined : (observed - expected) / (1 - expected);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
