/** Games between two players; ties are half a win to each. */
export interface Match {
  readonly a: string;
  readonly b: string;
  readonly aWins: number;
  readonly bWins: number;
}

/** Log abilities relative to a reference, whose ability is 0. */
export interface BradleyTerry {
  readonly logAbility: ReadonlyMap<string, number>;
  readonly error: ReadonlyMap<string, number>;
  readonly deviance: number;
  /** False when someone won or lost everything, so that the likelihood has no maximum. */
  readonly converged: boolean;
}

/** Maximum likelihood of logit P(i beats j) = b_i - b_j, by Newton's method. */
export function bradleyTerry(matches: readonly Match[], reference: string): BradleyTerry {
  const players = [...new Set(matches.flatMap(({ a, b }) => [a, b]))].filter((player) => player !== reference);
  const place = new Map(players.map((player, index) => [player, index]));
  const abilities = players.map(() => 0);
  const of = (player: string) => abilities[place.get(player) ?? -1] ?? 0;
  let inverse: readonly (readonly number[])[] = [];
  let converged = false;
  for (let step = 0; step < 100 && !converged; step += 1) {
    const { gradient, information } = derivatives(matches, place, of);
    inverse = invert(information);
    const moves = inverse.map((row) => row.reduce((sum, value, j) => sum + value * (gradient[j] ?? 0), 0));
    for (const [index, move] of moves.entries()) abilities[index] = (abilities[index] ?? 0) + move;
    converged = moves.every((move) => Math.abs(move) < 1e-12);
    if (abilities.some((ability) => !Number.isFinite(ability) || Math.abs(ability) > 30)) break;
  }
  const errors = inverse.map((row, index) => Math.sqrt(row[index] ?? Number.NaN));
  return {
    logAbility: new Map([
      [reference, 0],
      ...players.map((player, index): [string, number] => [player, abilities[index] ?? 0]),
    ]),
    error: new Map([[reference, 0], ...players.map((player, index): [string, number] => [player, errors[index] ?? 0])]),
    deviance: 2 * matches.reduce((sum, match) => sum + devianceOf(match, of(match.a) - of(match.b)), 0),
    converged,
  };
}

function derivatives(matches: readonly Match[], place: ReadonlyMap<string, number>, of: (player: string) => number) {
  const gradient = [...place].map(() => 0);
  const information = [...place].map(() => [...place].map(() => 0));
  const add = (row: number | undefined, column: number | undefined, value: number) => {
    const line = row === undefined ? undefined : information[row];
    if (line && column !== undefined) line[column] = (line[column] ?? 0) + value;
  };
  for (const { a, b, aWins, bWins } of matches) {
    const games = aWins + bWins;
    const chance = 1 / (1 + Math.exp(of(b) - of(a)));
    const surplus = aWins - games * chance;
    const weight = games * chance * (1 - chance);
    const [i, j] = [place.get(a), place.get(b)];
    if (i !== undefined) gradient[i] = (gradient[i] ?? 0) + surplus;
    if (j !== undefined) gradient[j] = (gradient[j] ?? 0) - surplus;
    add(i, i, weight);
    add(j, j, weight);
    add(i, j, -weight);
    add(j, i, -weight);
  }
  return { gradient, information };
}

/** Gauss-Jordan with partial pivoting; the matrices are as small as the number of models compared. */
function invert(matrix: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const size = matrix.length;
  const work = matrix.map((row, i) => [...row, ...matrix.map((_, j) => (i === j ? 1 : 0))]);
  for (let pivot = 0; pivot < size; pivot += 1) {
    const best = work
      .slice(pivot)
      .reduce(
        (found, row, offset) =>
          Math.abs(row[pivot] ?? 0) > Math.abs(work[found]?.[pivot] ?? 0) ? pivot + offset : found,
        pivot,
      );
    const [lead, swapped] = [work[best] ?? [], work[pivot] ?? []];
    work[best] = swapped;
    const scale = lead[pivot] ?? 0;
    const scaled = lead.map((value) => value / scale);
    work[pivot] = scaled;
    for (const [index, row] of work.entries()) {
      const factor = row[pivot] ?? 0;
      if (index !== pivot && factor !== 0) work[index] = row.map((value, j) => value - factor * (scaled[j] ?? 0));
    }
  }
  return work.map((row) => row.slice(size));
}

function devianceOf({ aWins, bWins }: Match, gap: number): number {
  const games = aWins + bWins;
  const chance = 1 / (1 + Math.exp(-gap));
  const part = (wins: number, share: number) => (wins === 0 ? 0 : wins * Math.log(wins / (games * share)));
  return part(aWins, chance) + part(bWins, 1 - chance);
}
