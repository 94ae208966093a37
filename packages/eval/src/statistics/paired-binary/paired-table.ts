/** The 2x2 table of a pair of yes/no scores: how many cases each arm got right. */
export interface PairedTable {
  readonly both: number;
  readonly onlyBaseline: number;
  readonly onlyCandidate: number;
  readonly neither: number;
}

/** Counts pairs; a score of 1 is right, anything else is not. Both arrays hold the same cases in the same order. */
export function pairedTable(baseline: readonly number[], candidate: readonly number[]): PairedTable {
  const table = { both: 0, onlyBaseline: 0, onlyCandidate: 0, neither: 0 };
  for (const [index, before] of baseline.entries()) {
    table[cell(before === 1, candidate[index] === 1)] += 1;
  }
  return table;
}

/** Cases in the table. */
export function tableSize({ both, onlyBaseline, onlyCandidate, neither }: PairedTable): number {
  return both + onlyBaseline + onlyCandidate + neither;
}

/** The table with its arms exchanged. */
export function swapArms({ both, onlyBaseline, onlyCandidate, neither }: PairedTable): PairedTable {
  return { both, onlyBaseline: onlyCandidate, onlyCandidate: onlyBaseline, neither };
}

function cell(baseline: boolean, candidate: boolean): keyof PairedTable {
  if (baseline) return candidate ? 'both' : 'onlyBaseline';
  return candidate ? 'onlyCandidate' : 'neither';
}
