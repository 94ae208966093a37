/** Ranks from 1, ties sharing their mean rank, and the size of each group of equal values. */
export function midranks(values: readonly number[]): {
  readonly ranks: readonly number[];
  readonly tieSizes: readonly number[];
} {
  const order = [...values.entries()].sort((first, second) => first[1] - second[1]);
  const ranks = new Array<number>(values.length).fill(0);
  const tieSizes: number[] = [];
  let start = 0;
  while (start < order.length) {
    let end = start;
    while (end < order.length && order[end]?.[1] === order[start]?.[1]) end += 1;
    for (const [index] of order.slice(start, end)) ranks[index] = (start + 1 + end) / 2;
    tieSizes.push(end - start);
    start = end;
  }
  return { ranks, tieSizes };
}
