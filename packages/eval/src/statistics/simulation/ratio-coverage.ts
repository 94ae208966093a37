import { quantileRatio } from '../quantile/quantile-comparison.ts';
import { seededRandom } from '../random/seeded-random.ts';
import { costPerSuccessRatio } from '../ratio/cost-per-success.ts';
import { shareOf } from './share-of.ts';
import { covers, type SimulationOptions, type SimulationRow } from './simulation-row.ts';

/** Coverage of the 95 % interval of a cost-per-success ratio: lognormal costs, correlated arms, true ratio 0.5 * 0.8 / 0.7. */
export function costCoverage({ repetitions, seed }: SimulationOptions): readonly SimulationRow[] {
  const truth = (0.5 * 0.8) / 0.7;
  return [20, 50, 200].map((n) => {
    const random = seededRandom(seed);
    const measured = shareOf(repetitions, () => {
      const cases = Array.from({ length: n }, () => {
        const size = random.normal();
        const cost = (scale: number) => scale * Math.exp(0.4 * size + 0.3 * random.normal());
        return { before: cost(0.02), after: cost(0.01), right: random.uniform() < 0.8, still: random.uniform() < 0.7 };
      });
      const interval = costPerSuccessRatio({
        baseline: { costs: cases.map(({ before }) => before), successes: cases.map(({ right }) => right) },
        candidate: { costs: cases.map(({ after }) => after), successes: cases.map(({ still }) => still) },
      });
      return covers(interval, truth);
    });
    const study = 'coverage of a cost-per-success ratio';
    return { study, setting: `n = ${n}`, method: 'ours', nominal: 0.95, measured, repetitions };
  });
}

/** Coverage of the 95 % interval of a p95 ratio of two equal lognormal arms over the same cases. */
export function latencyCoverage({ repetitions, seed, resamples = 400 }: SimulationOptions): readonly SimulationRow[] {
  return [60, 150].map((n) => {
    const random = seededRandom(seed);
    const measured = shareOf(repetitions, () => {
      const sizes = Array.from({ length: n }, () => 0.4 * random.normal());
      const arm = () => sizes.map((size) => Math.exp(size + 0.3 * random.normal()));
      const arms = { baseline: arm(), candidate: arm(), p: 0.95 };
      return covers(quantileRatio(arms, { resamples, seed: Math.floor(random.uniform() * 1e9) }), 1);
    });
    return {
      study: 'coverage of a p95 ratio',
      setting: `n = ${n}`,
      method: 'ours',
      nominal: 0.95,
      measured,
      repetitions,
    };
  });
}
