export type EditOperation = 'keep' | 'substitute' | 'insert' | 'delete';

/** The fewest word edits between two texts, and which. */
export interface AlignedEdits {
  readonly distance: number;
  /** What turns the reference into the candidate: `insert` adds a word of the candidate. */
  readonly operations: readonly EditOperation[];
}

const beam = 25;

/** Edit distance in a band around the diagonal, with tercom's preferences among equal alignments. */
export function alignedEdits(found: readonly string[], wanted: readonly string[]): AlignedEdits {
  const width = wanted.length + 1;
  const costs = new Float64Array((found.length + 1) * width).fill(Number.POSITIVE_INFINITY);
  const from = new Uint8Array((found.length + 1) * width);
  for (let column = 0; column < width; column += 1) {
    costs[column] = column;
    from[column] = deleted;
  }
  const slope = found.length === 0 ? 1 : wanted.length / found.length;
  const reach = beam < slope / 2 ? Math.ceil(slope / 2 + beam) : beam;
  for (let row = 1; row <= found.length; row += 1) {
    const diagonal = Math.floor(row * slope);
    const last = row === found.length ? width : Math.min(width, diagonal + reach);
    for (let column = Math.max(0, diagonal - reach); column < last; column += 1) {
      fillCell({ costs, from, width }, { row, column, same: found[row - 1] === wanted[column - 1] });
    }
  }
  const operations = trace(from, found.length, wanted.length);
  return { distance: costs[found.length * width + wanted.length] ?? 0, operations };
}

const kept = 0;
const substituted = 1;
const inserted = 2;
const deleted = 3;
const names: readonly EditOperation[] = ['keep', 'substitute', 'insert', 'delete'];

interface Grid {
  readonly costs: Float64Array;
  readonly from: Uint8Array;
  readonly width: number;
}

interface Cell {
  readonly row: number;
  readonly column: number;
  readonly same: boolean;
}

/** No edit or a substitution first, then a word of the candidate, then one of the reference. */
function fillCell({ costs, from, width }: Grid, { row, column, same }: Cell): void {
  const index = row * width + column;
  const take = (source: number, price: number, operation: number): void => {
    const cost = (costs[source] ?? 0) + price;
    if (cost >= (costs[index] ?? 0)) return;
    costs[index] = cost;
    from[index] = operation;
  };
  if (column > 0) take(index - width - 1, same ? 0 : 1, same ? kept : substituted);
  take(index - width, 1, inserted);
  if (column > 0) take(index - 1, 1, deleted);
}

function trace(from: Uint8Array, rows: number, columns: number): readonly EditOperation[] {
  const operations: EditOperation[] = [];
  let [row, column] = [rows, columns];
  while (row > 0 || column > 0) {
    const operation = from[row * (columns + 1) + column] ?? kept;
    operations.push(names[operation] ?? 'keep');
    if (operation !== deleted) row -= 1;
    if (operation !== inserted) column -= 1;
  }
  return operations.reverse();
}
