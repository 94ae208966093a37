import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classification } from './classification.ts';
import { parseMetric, passMetrics } from './metric-name.ts';
import { passAtK, passHatK } from './pass-at-k.ts';
import { areaUnderRoc, averagePrecision, brierScore, calibrationError, logLoss } from './probability-scores.ts';
import { ndcg, rankedPrecision, recallAt, reciprocalRank } from './retrieval.ts';

test('pass@k and pass^k are what drawing every k of n samples gives', () => {
  for (let samples = 1; samples <= 8; samples += 1) {
    for (let correct = 0; correct <= samples; correct += 1) {
      for (let k = 1; k <= samples; k += 1) {
        const draws = subsets(samples, k);
        const any = draws.filter((draw) => draw.some((index) => index < correct)).length;
        const all = draws.filter((draw) => draw.every((index) => index < correct)).length;
        expect(passAtK({ samples, correct }, k)).toBeCloseTo(any / draws.length, 12);
        expect(passHatK({ samples, correct }, k)).toBeCloseTo(all / draws.length, 12);
      }
    }
  }
  expect(() => passAtK({ samples: 3, correct: 1 }, 4)).toThrow(RangeError);
});

function subsets(n: number, k: number): readonly (readonly number[])[] {
  if (k === 0) return [[]];
  return Array.from({ length: n }, (_, index) => index).flatMap((first) =>
    subsets(n - first - 1, k - 1).map((rest) => [first, ...rest.map((index) => index + first + 1)]),
  );
}

const label = fc.constantFrom('a', 'b', 'c');
const labelled = fc.array(fc.record({ actual: label, predicted: label }), { minLength: 1, maxLength: 40 });

test('classification: shares in range, micro is accuracy, weighted recall too', () => {
  fc.assert(
    fc.property(labelled, (cases) => {
      const report = classification(cases);
      const right = cases.filter(({ actual, predicted }) => actual === predicted).length;
      expect(report.accuracy).toBeCloseTo(right / cases.length, 12);
      expect(report.micro.f1).toBeCloseTo(report.accuracy, 12);
      expect(report.weighted.recall).toBeCloseTo(report.accuracy, 12);
      expect(report.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(cases.length);
      expect(Math.abs(report.matthews)).toBeLessThanOrEqual(1 + 1e-12);
    }),
    { numRuns: 200, seed: 3 },
  );
});

test('classification: a class that is never said has precision 0, and labels may be given', () => {
  const report = classification([{ actual: 'yes', predicted: 'no' }], ['yes', 'no', 'maybe']);
  expect(report.classes.map(({ label: name, precision, support }) => [name, precision, support])).toEqual([
    ['yes', 0, 1],
    ['no', 0, 0],
    ['maybe', 0, 0],
  ]);
  expect(report.matthews).toBe(0);
  expect(classification([]).n).toBe(0);
});

const forecasts = fc.array(
  fc.record({ actual: fc.boolean(), probability: fc.integer({ min: 0, max: 20 }).map((n) => n / 20) }),
  { minLength: 1, maxLength: 30 },
);

test('forecasts: turned round, the area is its complement; a perfect one has no error', () => {
  fc.assert(
    fc.property(forecasts, (all) => {
      const area = areaUnderRoc(all);
      const turned = areaUnderRoc(all.map(({ actual, probability }) => ({ actual: !actual, probability })));
      if (area !== undefined) expect(area).toBeCloseTo(1 - (turned ?? Number.NaN), 12);
      const perfect = all.map(({ actual }) => ({ actual, probability: Number(actual) }));
      expect(brierScore(perfect)).toBe(0);
      expect(calibrationError(perfect)).toBe(0);
      expect(logLoss(perfect)).toBeLessThan(1e-12);
      expect(calibrationError(all)).toBeLessThanOrEqual(1);
      expect(averagePrecision(perfect) ?? 1).toBeCloseTo(1, 12);
    }),
    { numRuns: 200, seed: 4 },
  );
});

test('retrieval: the ideal order scores 1, nothing relevant 0', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 12 }), (ranked) => {
      const ideal = ranked.toSorted((a, b) => b - a);
      const some = ranked.some((relevance) => relevance > 0);
      expect(ndcg(ideal)).toBeCloseTo(some ? 1 : 0, 12);
      expect(ndcg(ranked)).toBeLessThanOrEqual(ndcg(ideal) + 1e-12);
      expect(rankedPrecision(ideal)).toBeCloseTo(some ? 1 : 0, 12);
      expect(recallAt(ranked, ranked.length)).toBe(some ? 1 : 0);
      expect(reciprocalRank(ideal)).toBe(some ? 1 : 0);
    }),
    { numRuns: 200, seed: 5 },
  );
});

test('pass metrics have names that gates may use, as many as there are repeats', () => {
  expect(passMetrics(1)).toEqual([]);
  expect(passMetrics(3)).toEqual(['pass_at_2', 'pass_hat_2', 'pass_at_3', 'pass_hat_3']);
  expect(passMetrics(50)).toHaveLength(14);
  const shape = { scorers: [{ id: 'pass_at_9', minimum: 0 }] };
  expect(parseMetric('pass_hat_3', shape)).toEqual({ kind: 'pass', of: 'all', k: 3 });
  expect(parseMetric('pass_at_10', shape)).toEqual({ kind: 'pass', of: 'any', k: 10 });
  expect(parseMetric('pass_at_9', shape)).toEqual({ kind: 'score', scorer: 'pass_at_9' });
  expect(parseMetric('pass_at_0', shape)).toBeUndefined();
});
