import { normalQuantile } from '../distributions/normal.ts';

/** How far two raters agree beyond chance. */
export interface Kappa {
  readonly n: number;
  /** `undefined` when chance alone explains everything (both raters constant and equal). */
  readonly kappa: number | undefined;
  /** Large-sample standard error (Fleiss, Cohen and Everitt 1969). */
  readonly error: number | undefined;
  readonly agreement: number;
}

/** Whether near misses count: not at all, in proportion, or by their square. */
export type KappaWeights = 'none' | 'linear' | 'quadratic';

/** Cohen's kappa of a square table of counts: rows one rater, columns the other. */
export function cohenKappa(table: readonly (readonly number[])[], weights: KappaWeights = 'none'): Kappa {
  const { n, cells, rows, columns } = shares(table);
  const weight = weigher(weights, table.length);
  const observed = total(cells, (share, i, j) => share * weight(i, j));
  const expected = total(cells, (_, i, j) => (rows[i] ?? 0) * (columns[j] ?? 0) * weight(i, j));
  const agreement = total(cells, (share, i, j) => (i === j ? share : 0));
  if (expected >= 1) return { n, kappa: undefined, error: undefined, agreement };
  const kappa = (observed - expected) / (1 - expected);
  const rowWeight = rows.map((_, i) => columns.reduce((sum, share, j) => sum + share * weight(i, j), 0));
  const columnWeight = columns.map((_, j) => rows.reduce((sum, share, i) => sum + share * weight(i, j), 0));
  const spread = total(cells, (share, i, j) => {
    const off = weight(i, j) - ((rowWeight[i] ?? 0) + (columnWeight[j] ?? 0)) * (1 - kappa);
    return share * off * off;
  });
  const variance = (spread - (kappa - expected * (1 - kappa)) ** 2) / (1 - expected) ** 2 / n;
  return { n, kappa, error: Math.sqrt(Math.max(0, variance)), agreement };
}

/** Normal interval of a kappa; `undefined` where kappa is. */
export function kappaInterval({ kappa, error }: Kappa, confidence = 0.95): readonly [number, number] | undefined {
  if (kappa === undefined || error === undefined) return undefined;
  const half = normalQuantile(0.5 + confidence / 2) * error;
  return [kappa - half, kappa + half];
}

/** Gwet's AC1, which stays sensible where one label dominates. */
export function gwetAc1(table: readonly (readonly number[])[]): number {
  const { cells, rows, columns } = shares(table);
  const agreement = total(cells, (share, i, j) => (i === j ? share : 0));
  const spread = rows.reduce((sum, share, i) => {
    const middle = (share + (columns[i] ?? 0)) / 2;
    return sum + middle * (1 - middle);
  }, 0);
  const expected = spread / (table.length - 1);
  return (agreement - expected) / (1 - expected);
}

/** The table of two raters' labels, in the order of `labels`. */
export function agreementTable<Label>(
  first: readonly Label[],
  second: readonly Label[],
  labels: readonly Label[],
): readonly (readonly number[])[] {
  const table = labels.map(() => labels.map(() => 0));
  for (const [index, label] of first.entries()) {
    const row = table[labels.indexOf(label)];
    const column = labels.indexOf(second[index] ?? label);
    if (row) row[column] = (row[column] ?? 0) + 1;
  }
  return table;
}

function shares(table: readonly (readonly number[])[]) {
  const n = table.flat().reduce((sum, count) => sum + count, 0);
  const cells = table.map((row) => row.map((count) => count / n));
  const rows = cells.map((row) => row.reduce((sum, share) => sum + share, 0));
  const columns = cells.map((_, j) => cells.reduce((sum, row) => sum + (row[j] ?? 0), 0));
  return { n, cells, rows, columns };
}

function total(
  cells: readonly (readonly number[])[],
  term: (share: number, row: number, column: number) => number,
): number {
  return cells.reduce((sum, row, i) => row.reduce((inner, share, j) => inner + term(share, i, j), sum), 0);
}

function weigher(weights: KappaWeights, size: number): (row: number, column: number) => number {
  const reach = Math.max(1, size - 1);
  switch (weights) {
    case 'none':
      return (row, column) => (row === column ? 1 : 0);
    case 'linear':
      return (row, column) => 1 - Math.abs(row - column) / reach;
    case 'quadratic':
      return (row, column) => 1 - ((row - column) / reach) ** 2;
  }
}
