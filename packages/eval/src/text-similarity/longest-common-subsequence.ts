/** Places in `wanted`, ascending, of a longest common subsequence with `found`. */
export function commonSubsequence(wanted: readonly string[], found: readonly string[]): readonly number[] {
  const width = found.length + 1;
  const lengths = new Uint32Array((wanted.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = 1; row <= wanted.length; row += 1) {
    for (let column = 1; column <= found.length; column += 1) {
      lengths[row * width + column] =
        wanted[row - 1] === found[column - 1]
          ? at(row - 1, column - 1) + 1
          : Math.max(at(row - 1, column), at(row, column - 1));
    }
  }
  const places: number[] = [];
  let [row, column] = [wanted.length, found.length];
  while (row > 0 && column > 0) {
    if (wanted[row - 1] === found[column - 1]) {
      places.push(row - 1);
      row -= 1;
      column -= 1;
    } else if (at(row, column - 1) > at(row - 1, column)) column -= 1;
    else row -= 1;
  }
  return places.reverse();
}
