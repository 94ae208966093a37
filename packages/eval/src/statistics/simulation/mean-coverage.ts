import { automaticMean } from '../automatic.ts';
import { clusterInterval } from '../clusters/cluster-robust.ts';
import type { Interval } from '../interval.ts';
import { tInterval } from '../mean/t-interval.ts';
import { type SeededRandom, seededRandom } from '../random/seeded-random.ts';
import { shareOf } from './share-of.ts';
import { covers, type SimulationOptions, type SimulationRow } from './simulation-row.ts';

/** Coverage of 95 % intervals of a mean: symmetric and skewed scores, few and many cases. */
export function meanCoverage({ repetitions, seed, resamples = 400 }: SimulationOptions): readonly SimulationRow[] {
  const shapes: Readonly<Record<string, (random: SeededRandom) => number>> = {
    normal: (random) => random.normal(),
    lognormal: (random) => Math.exp(random.normal()) - Math.exp(0.5),
  };
  const methods: Readonly<Record<string, (values: readonly number[]) => Interval>> = {
    t: tInterval,
    ours: (values) => automaticMean(values, { resamples }),
  };
  return [12, 50].flatMap((n) =>
    Object.entries(shapes).flatMap(([shape, draw]) =>
      Object.entries(methods).map(([method, of]) => {
        const random = seededRandom(seed);
        const measured = shareOf(repetitions, () => covers(of(sample(n, () => draw(random))), 0));
        return {
          study: 'coverage of a mean',
          setting: `${shape}, n = ${n}`,
          method,
          nominal: 0.95,
          measured,
          repetitions,
        };
      }),
    ),
  );
}

/** Coverage of 95 % intervals when cases come in clusters of ten with intraclass correlation 0.3. */
export function clusterCoverage({ repetitions, seed }: SimulationOptions): readonly SimulationRow[] {
  const methods: Readonly<Record<string, (values: readonly number[], clusters: readonly number[]) => Interval>> = {
    'as if independent': (values) => tInterval(values),
    ours: clusterInterval,
  };
  return [10, 40].flatMap((count) =>
    Object.entries(methods).map(([method, of]) => {
      const random = seededRandom(seed);
      const clusters = sample(count * 10, (index) => Math.floor(index / 10));
      const measured = shareOf(repetitions, () => {
        const effects = sample(count, () => Math.sqrt(0.3) * random.normal());
        const values = clusters.map((cluster) => (effects[cluster] ?? 0) + Math.sqrt(0.7) * random.normal());
        return covers(of(values, clusters), 0);
      });
      const setting = `${count} clusters of 10, ICC 0.3`;
      return { study: 'coverage with clusters', setting, method, nominal: 0.95, measured, repetitions };
    }),
  );
}

function sample(size: number, draw: (index: number) => number): readonly number[] {
  return Array.from({ length: size }, (_, index) => draw(index));
}
