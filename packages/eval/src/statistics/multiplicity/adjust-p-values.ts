/** Corrections of p-values for several tests; each returns new adjusted values in the order given. */
export type Adjustment = (p: readonly number[]) => readonly number[];

/** Bonferroni. */
export const bonferroni: Adjustment = (p) => p.map((value) => Math.min(1, value * p.length));

/** Holm's step-down: where one success among many candidates is enough. */
export const holm: Adjustment = (p) => stepDown(p, (rank, m) => m - rank + 1);

/** Hochberg's step-up, for independent or positively dependent tests. */
export const hochberg: Adjustment = (p) => stepUp(p, (rank, m) => m - rank + 1);

/** Benjamini and Hochberg's false-discovery rate: watch lists. */
export const benjaminiHochberg: Adjustment = (p) => stepUp(p, (rank, m) => m / rank);

/** Benjamini and Yekutieli's false-discovery rate under any dependence. */
export const benjaminiYekutieli: Adjustment = (p) => {
  const harmonic = p.reduce((total, _, index) => total + 1 / (index + 1), 0);
  return stepUp(p, (rank, m) => (m * harmonic) / rank);
};

/** Hommel's closed Simes procedure. */
export const hommel: Adjustment = (p) => {
  const m = p.length;
  const order = ascending(p);
  const sorted = order.map((index) => p[index] ?? 1);
  const simes = Math.min(...sorted.map((value, index) => (m * value) / (index + 1)));
  let adjusted = sorted.map(() => simes);
  let best = [...adjusted];
  for (let size = m - 1; size >= 2; size -= 1) {
    const largest = sorted.slice(m - size + 1);
    const among = Math.min(...largest.map((value, index) => (size * value) / (index + 2)));
    adjusted = sorted.map((value, index) =>
      index <= m - size ? Math.min(size * value, among) : (adjusted[m - size] ?? 1),
    );
    adjusted = adjusted.map((value, index) => (index > m - size ? (adjusted[m - size] ?? 1) : value));
    best = best.map((value, index) => Math.max(value, adjusted[index] ?? 0));
  }
  return restore(
    best.map((value, index) => Math.min(1, Math.max(value, sorted[index] ?? 0))),
    order,
  );
};

type Factor = (rank: number, m: number) => number;

function stepDown(p: readonly number[], factor: Factor): readonly number[] {
  let reached = 0;
  const order = ascending(p);
  const adjusted = order.map((index, position) => {
    reached = Math.max(reached, Math.min(1, (p[index] ?? 1) * factor(position + 1, p.length)));
    return reached;
  });
  return restore(adjusted, order);
}

function stepUp(p: readonly number[], factor: Factor): readonly number[] {
  let reached = 1;
  const order = ascending(p);
  const adjusted = order.toReversed().map((index, position) => {
    reached = Math.min(reached, (p[index] ?? 1) * factor(p.length - position, p.length));
    return reached;
  });
  return restore(adjusted.toReversed(), order);
}

function ascending(p: readonly number[]): readonly number[] {
  return p.map((_, index) => index).sort((first, second) => (p[first] ?? 0) - (p[second] ?? 0));
}

function restore(adjusted: readonly number[], order: readonly number[]): readonly number[] {
  const result = new Array<number>(adjusted.length).fill(1);
  for (const [position, index] of order.entries()) result[index] = adjusted[position] ?? 1;
  return result;
}
