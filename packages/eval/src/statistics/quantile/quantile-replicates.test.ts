import { expect, test } from 'vitest';
import { replicateQuantile } from '../bootstrap/replicates.ts';
import { seededRandom } from '../random/seeded-random.ts';
import { quantile } from './quantile.ts';
import { quantileReplicates } from './quantile-replicates.ts';

const random = seededRandom(3);
const arm = (n: number, failed: number) =>
  Array.from({ length: n }, (_, index) => (index < failed ? undefined : Math.exp(0.4 * random.normal())));

test('drawing only the cases that matter gives the distribution of the plain bootstrap', () => {
  const [baseline, candidate] = [arm(3000, 40), arm(3000, 0)];
  const fast = quantileReplicates({ baseline, candidate, p: 0.95 }, { resamples: 4000, seed: 1 });
  const plain = new Float64Array(1500).map(() => {
    const cases = baseline.map(() => random.index(baseline.length));
    const pick = (values: typeof baseline) => cases.flatMap((index) => values[index] ?? []);
    return quantile(pick(candidate), 0.95) / quantile(pick(baseline), 0.95);
  });
  const ratios = fast.candidate.map((value, index) => value / (fast.baseline[index] ?? Number.NaN)).sort();
  plain.sort();
  const width = replicateQuantile(plain, 0.975) - replicateQuantile(plain, 0.025);
  for (const level of [0.05, 0.5, 0.95]) {
    expect(Math.abs(replicateQuantile(ratios, level) - replicateQuantile(plain, level))).toBeLessThan(width / 12);
  }
});

test('the same cases are drawn for both arms, in clusters or alone', () => {
  const values = arm(200, 10);
  const doubled = values.map((value) => (value === undefined ? undefined : value * 2));
  for (const clusters of [undefined, values.map((_, index) => index % 20)]) {
    const draws = quantileReplicates({ baseline: values, candidate: doubled, p: 0.9, clusters }, { resamples: 200 });
    for (const [index, value] of draws.baseline.entries()) expect(draws.candidate[index]).toBeCloseTo(2 * value, 12);
  }
});

test('a low quantile and a tiny sample are read right too', () => {
  const draws = quantileReplicates({ baseline: [1, 2, 3], candidate: [5, 5, 5], p: 0.1 }, { resamples: 300 });
  expect(Math.min(...draws.baseline)).toBe(1);
  expect(Math.max(...draws.baseline)).toBeCloseTo(3, 12);
  expect(new Set(draws.candidate)).toEqual(new Set([5]));
});
