import { logGamma } from '../distributions/gamma.ts';
import { studentTQuantile } from '../distributions/student-t.ts';
import { waldPaired } from '../paired-binary/bonett-price.ts';
import type { PairedTable } from '../paired-binary/paired-table.ts';
import { tango } from '../paired-binary/tango.ts';
import type { SimulationRow } from './simulation-row.ts';

/** A population of pairs: how often each arm alone is right. */
interface Population {
  readonly n: number;
  readonly onlyBaseline: number;
  readonly onlyCandidate: number;
}

type LowerEnd = (table: PairedTable) => number;

const methods: Readonly<Record<string, LowerEnd>> = {
  wald: (table) => waldPaired(table, 0.9).low,
  'paired t': pairedT,
  tango: (table) => tango(table, 0.9).low,
};

/**
 * How often "not worse by more than the margin" (one-sided 95 %) passes a candidate that is worse by exactly the margin:
 * exactly, over every table with its probability.
 */
export function pairedFalsePass(sizes: readonly number[]): readonly SimulationRow[] {
  const populations = sizes.flatMap((n) =>
    [0.02, 0.05].map((margin) => ({ n, onlyBaseline: 0.01 + margin, onlyCandidate: 0.01, margin })),
  );
  return populations.flatMap(({ margin, ...population }) =>
    Object.entries(methods).map(([method, lower]) => ({
      study: 'false pass at the margin',
      setting: `n = ${population.n}, ${margin * 100} points`,
      method,
      nominal: 0.05,
      measured: passRate(population, { lower, margin }),
      repetitions: undefined,
    })),
  );
}

function passRate(population: Population, { lower, margin }: { lower: LowerEnd; margin: number }): number {
  const { n } = population;
  let total = 0;
  for (let lost = 0; lost <= n; lost += 1) {
    for (let won = 0; won <= n - lost; won += 1) {
      const chance = tableChance(population, lost, won);
      if (chance < 1e-10) continue;
      const table = { both: n - lost - won, onlyBaseline: lost, onlyCandidate: won, neither: 0 };
      if (lower(table) > -margin) total += chance;
    }
  }
  return total;
}

function tableChance({ n, onlyBaseline, onlyCandidate }: Population, lost: number, won: number): number {
  const ways = logGamma(n + 1) - logGamma(lost + 1) - logGamma(won + 1) - logGamma(n - lost - won + 1);
  const agree = (n - lost - won) * Math.log(1 - onlyBaseline - onlyCandidate);
  return Math.exp(ways + lost * Math.log(onlyBaseline) + won * Math.log(onlyCandidate) + agree);
}

function pairedT({ both, onlyBaseline, onlyCandidate, neither }: PairedTable): number {
  const n = both + onlyBaseline + onlyCandidate + neither;
  const mean = (onlyCandidate - onlyBaseline) / n;
  const variance = ((onlyCandidate + onlyBaseline) / n - mean * mean) * (n / (n - 1));
  return mean - studentTQuantile(0.95, n - 1) * Math.sqrt(variance / n);
}
