/** How far apart two ratings are: not at all comparable, by rank, by difference, by relative difference. */
export type RatingScale = 'nominal' | 'ordinal' | 'interval' | 'ratio';

/** Krippendorff's alpha. Rows are raters, columns cases; `null` is no rating. `undefined` without any disagreement possible. */
export function krippendorffAlpha(
  ratings: readonly (readonly (number | null)[])[],
  scale: RatingScale = 'nominal',
): number | undefined {
  const { values, table } = coincidences(ratings);
  const margins = table.map((row) => row.reduce((sum, count) => sum + count, 0));
  const pairs = margins.reduce((sum, count) => sum + count, 0);
  const distance = distanceOf(scale, values, margins);
  let observed = 0;
  let expected = 0;
  for (const [i, row] of table.entries()) {
    for (const [j, count] of row.entries()) {
      observed += count * distance(i, j);
      expected += (margins[i] ?? 0) * (margins[j] ?? 0) * distance(i, j);
    }
  }
  return expected === 0 ? undefined : 1 - ((pairs - 1) * observed) / expected;
}

interface Coincidences {
  /** Ascending. */
  readonly values: readonly number[];
  readonly table: readonly (readonly number[])[];
}

/** Pairs of ratings of one case by different raters, each case weighted by 1 / (its ratings - 1). */
function coincidences(ratings: readonly (readonly (number | null)[])[]): Coincidences {
  const cases = (ratings[0] ?? [])
    .map((_, column) => ratings.flatMap((row) => row[column] ?? []))
    .filter((given) => given.length > 1);
  const values = [...new Set(cases.flat())].sort((a, b) => a - b);
  const place = new Map(values.map((value, index) => [value, index]));
  const table = values.map(() => values.map(() => 0));
  for (const given of cases) {
    for (const [first, one] of given.entries()) {
      for (const [second, other] of given.entries()) {
        const row = table[place.get(one) ?? -1];
        const column = place.get(other) ?? -1;
        if (first !== second && row) row[column] = (row[column] ?? 0) + 1 / (given.length - 1);
      }
    }
  }
  return { values, table };
}

function distanceOf(
  scale: RatingScale,
  values: readonly number[],
  margins: readonly number[],
): (first: number, second: number) => number {
  const at = (index: number): number => values[index] ?? 0;
  switch (scale) {
    case 'nominal':
      return (first, second) => (first === second ? 0 : 1);
    case 'interval':
      return (first, second) => (at(first) - at(second)) ** 2;
    case 'ratio':
      return (first, second) => {
        const sum = at(first) + at(second);
        return sum === 0 ? 0 : ((at(first) - at(second)) / sum) ** 2;
      };
    case 'ordinal':
      return (first, second) => {
        const [low, high] = first < second ? [first, second] : [second, first];
        const between = margins.slice(low, high + 1).reduce((sum, count) => sum + count, 0);
        return (between - ((margins[low] ?? 0) + (margins[high] ?? 0)) / 2) ** 2;
      };
  }
}
