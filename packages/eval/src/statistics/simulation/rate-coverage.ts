import { automaticRate } from '../automatic.ts';
import { binomialMass } from '../distributions/binomial.ts';
import type { Interval } from '../interval.ts';
import { clopperPearson } from '../proportion/clopper-pearson.ts';
import type { Count } from '../proportion/count.ts';
import { wald } from '../proportion/wald.ts';
import { wilson } from '../proportion/wilson.ts';
import { covers, type SimulationRow } from './simulation-row.ts';

const methods: Readonly<Record<string, (count: Count) => Interval>> = {
  wald,
  wilson,
  'clopper-pearson': clopperPearson,
  ours: ({ successes, n }) => automaticRate(Array.from({ length: n }, (_, index) => (index < successes ? 1 : 0))),
};

/** Coverage of 95 % intervals of a pass rate, exactly: every count with its probability. */
export function rateCoverage(): readonly SimulationRow[] {
  return [10, 30, 100].flatMap((n) =>
    [0.5, 0.9, 0.98].flatMap((p) =>
      Object.entries(methods).map(([method, of]) => ({
        study: 'coverage of a pass rate',
        setting: `n = ${n}, p = ${p}`,
        method,
        nominal: 0.95,
        measured: coverage(of, { n, p }),
        repetitions: undefined,
      })),
    ),
  );
}

function coverage(of: (count: Count) => Interval, { n, p }: { readonly n: number; readonly p: number }): number {
  let total = 0;
  for (let successes = 0; successes <= n; successes += 1) {
    if (covers(of({ successes, n }), p)) total += binomialMass(successes, { n, p });
  }
  return total;
}
