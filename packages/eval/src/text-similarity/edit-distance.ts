/** Which edits there are. */
export interface EditRules {
  /** Two neighbours that change places are one edit (Damerau-Levenshtein, unrestricted). */
  readonly swaps?: boolean;
}

/** Fewest insertions, deletions and substitutions between two texts, in Unicode code points: an emoji is one. */
export function editDistance(first: string, second: string, { swaps = false }: EditRules = {}): number {
  const distance = swaps ? damerau : levenshtein;
  return distance(Array.from(first), Array.from(second));
}

/** 1 for equal texts, 0 for texts that share nothing: 1 - distance / the longer one's code points. */
export function editSimilarity(first: string, second: string, rules: EditRules = {}): number {
  const longest = Math.max(Array.from(first).length, Array.from(second).length);
  return longest === 0 ? 1 : 1 - editDistance(first, second, rules) / longest;
}

function levenshtein(left: readonly string[], right: readonly string[]): number {
  let previous = Uint32Array.from({ length: right.length + 1 }, (_, column) => column);
  let current = new Uint32Array(right.length + 1);
  for (const [row, letter] of left.entries()) {
    current[0] = row + 1;
    for (let column = 1; column <= right.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (letter === right[column - 1] ? 0 : 1);
      current[column] = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, replaced);
    }
    [previous, current] = [current, previous];
  }
  return previous[right.length] ?? 0;
}

/** Lowrance and Wagner (1975): what stands between the two swapped letters may be edited as well. */
function damerau(left: readonly string[], right: readonly string[]): number {
  const width = right.length + 1;
  const costs = new Uint32Array((left.length + 1) * width);
  for (let row = 0; row <= left.length; row += 1) costs[row * width] = row;
  for (let column = 0; column < width; column += 1) costs[column] = column;
  const at = (row: number, column: number): number => costs[row * width + column] ?? 0;
  const lastRow = new Map<string | undefined, number>();
  for (let row = 1; row <= left.length; row += 1) {
    let lastColumn = 0;
    for (let column = 1; column < width; column += 1) {
      const same = left[row - 1] === right[column - 1];
      const [above, before] = [lastRow.get(right[column - 1]) ?? 0, lastColumn];
      if (same) lastColumn = column;
      const swapped =
        above === 0 || before === 0
          ? Number.POSITIVE_INFINITY
          : at(above - 1, before - 1) + (row - above - 1) + 1 + (column - before - 1);
      costs[row * width + column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (same ? 0 : 1),
        swapped,
      );
    }
    lastRow.set(left[row - 1], row);
  }
  return at(left.length, right.length);
}
