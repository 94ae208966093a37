import type { ReplaySet } from '@sluice/corpus/replay-sets';
import { pairedTable } from '../../src/statistics/index.ts';
import type { Check, Row } from '../golden-stats/check.ts';

/** Recomputes the truth of a set of one form; gives what it counted, for the log. */
export type SetCheck = (set: ReplaySet, check: Check) => string | Promise<string>;

/** The rows of a dataset by id. */
export function byId(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** Golden cells may name their arms as they like: `names` are those of the two off-diagonal cells. */
export function sameTable(
  check: Check,
  { what, golden, names }: { readonly what: string; readonly golden: Row; readonly names: readonly [string, string] },
  [first, second]: readonly [readonly boolean[], readonly boolean[]],
): void {
  const table = pairedTable(first.map(Number), second.map(Number));
  check.equal(`${what} both`, table.both, golden.both);
  check.equal(`${what} ${names[0]}`, table.onlyBaseline, golden[names[0]]);
  check.equal(`${what} ${names[1]}`, table.onlyCandidate, golden[names[1]]);
  check.equal(`${what} neither`, table.neither, golden.neither);
}

export function countTrue(flags: readonly boolean[]): number {
  return flags.filter((flag) => flag).length;
}

export function percent(part: number, whole: number): number {
  return (100 * part) / whole;
}
