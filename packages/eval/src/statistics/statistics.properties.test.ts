import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { automaticMean, automaticPairedDifference, automaticRate } from './automatic.ts';
import { bcaInterval } from './bootstrap/bca.ts';
import { clusterInterval, clusterRobust } from './clusters/cluster-robust.ts';
import { betaCdf, betaQuantile } from './distributions/beta.ts';
import { normalCdf, normalQuantile } from './distributions/normal.ts';
import { studentTCdf, studentTQuantile } from './distributions/student-t.ts';
import type { Interval } from './interval.ts';
import { signFlipInterval } from './mean/sign-flip.ts';
import { tInterval } from './mean/t-interval.ts';
import * as adjust from './multiplicity/adjust-p-values.ts';
import { benjaminiHochbergRejected, holmRejected } from './multiplicity/select-rejected.ts';
import { newcombePaired } from './paired-binary/newcombe-paired.ts';
import { type PairedTable, swapArms, tableSize } from './paired-binary/paired-table.ts';
import { tango } from './paired-binary/tango.ts';
import { jeffreys } from './proportion/beta-posterior.ts';
import { clopperPearson } from './proportion/clopper-pearson.ts';
import { wilson } from './proportion/wilson.ts';
import { quantileInterval } from './quantile/order-statistic.ts';
import { quantileRatio } from './quantile/quantile-comparison.ts';
import { costPerSuccessRatio } from './ratio/cost-per-success.ts';
import { meanRatio } from './ratio/mean-ratio.ts';

const counts = fc
  .integer({ min: 1, max: 3000 })
  .chain((n) => fc.record({ n: fc.constant(n), successes: fc.integer({ min: 0, max: n }) }));
const cell = fc.integer({ min: 0, max: 200 });
const tables = fc
  .record({ both: cell, onlyBaseline: cell, onlyCandidate: cell, neither: cell })
  .filter((table: PairedTable) => tableSize(table) > 0);
const levels = fc.double({ min: 0.5, max: 0.995, noNaN: true });
const value = fc.integer({ min: -1000, max: 1000 }).map((whole) => whole / 100);
const sample = (minLength: number) => fc.array(value, { minLength, maxLength: 40 });
const positive = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 12, maxLength: 60 });

function expectNested(inner: Interval, outer: Interval): void {
  const slack = 1e-9 * Math.max(1, Math.abs(inner.estimate));
  expect(inner.low).toBeLessThanOrEqual(inner.estimate + slack);
  expect(inner.high).toBeGreaterThanOrEqual(inner.estimate - slack);
  expect(outer.low).toBeLessThanOrEqual(inner.low + slack);
  expect(outer.high).toBeGreaterThanOrEqual(inner.high - slack);
}

describe('every interval holds its estimate and grows with its confidence', () => {
  const wider = (level: number) => (1 + level) / 2;

  test.each(Object.entries({ wilson, clopperPearson }))('%s', (_, of) => {
    fc.assert(fc.property(counts, levels, (count, level) => expectNested(of(count, level), of(count, wider(level)))));
  });

  test.each(Object.entries({ tango, newcombePaired }))('%s', (_, of) => {
    fc.assert(fc.property(tables, levels, (table, level) => expectNested(of(table, level), of(table, wider(level)))));
  });

  test.each(Object.entries({ tInterval, signFlipInterval }))('%s', (_, of) => {
    const few = fc.array(value, { minLength: 2, maxLength: 12 });
    fc.assert(fc.property(few, levels, (values, level) => expectNested(of(values, level), of(values, wider(level)))));
  });

  test('BCa, order statistics, p95 ratio', () => {
    fc.assert(
      fc.property(sample(20), levels, (values, confidence) => {
        const options = { resamples: 300, seed: 5 };
        const at = (level: number) => ({ ...options, confidence: level });
        expectNested(bcaInterval(values, at(confidence)), bcaInterval(values, at(wider(confidence))));
        expectNested(quantileInterval(values, 0.9, confidence), quantileInterval(values, 0.9, wider(confidence)));
        const arms = { baseline: values.map((v) => v + 20), candidate: values.map((v) => v * 2 + 40), p: 0.9 };
        expectNested(quantileRatio(arms, at(confidence)), quantileRatio(arms, at(wider(confidence))));
      }),
      { numRuns: 40 },
    );
  });
});

describe('symmetry', () => {
  test('successes and failures mirror a rate', () => {
    fc.assert(
      fc.property(counts, levels, ({ n, successes }, level) => {
        for (const of of [wilson, clopperPearson, jeffreys]) {
          const there = of({ n, successes }, level);
          const back = of({ n, successes: n - successes }, level);
          expect(back.low).toBeCloseTo(1 - there.high, 9);
          expect(back.high).toBeCloseTo(1 - there.low, 9);
        }
      }),
    );
  });

  test('swapped arms mirror a paired difference and invert a ratio', () => {
    fc.assert(
      fc.property(tables, levels, (table, level) => {
        for (const of of [tango, newcombePaired]) {
          const there = of(table, level);
          const back = of(swapArms(table), level);
          expect(back.low).toBeCloseTo(-there.high, 9);
          expect(back.high).toBeCloseTo(-there.low, 9);
        }
      }),
    );
    fc.assert(
      fc.property(positive, (values) => {
        const [baseline, candidate] = [values, values.toReversed().map((v) => v + 3)];
        const there = meanRatio({ baseline, candidate });
        const back = meanRatio({ baseline: candidate, candidate: baseline });
        expect(back.low * there.high).toBeCloseTo(1, 9);
        const successes = values.map((_, index) => index % 3 !== 0);
        const arm = (costs: number[]) => ({ costs, successes });
        const cost = costPerSuccessRatio({ baseline: arm(baseline), candidate: arm(candidate) });
        const inverse = costPerSuccessRatio({ baseline: arm(candidate), candidate: arm(baseline) });
        expect(inverse.low * cost.high).toBeCloseTo(1, 9);
      }),
    );
  });

  test('a t interval moves and scales with its values', () => {
    fc.assert(
      fc.property(sample(3), fc.integer({ min: 1, max: 50 }), (values, factor) => {
        const there = tInterval(values);
        const moved = tInterval(values.map((v) => v * factor + 7));
        expect(moved.low).toBeCloseTo(there.low * factor + 7, 6);
        expect(moved.high).toBeCloseTo(there.high * factor + 7, 6);
      }),
    );
  });
});

describe('distributions', () => {
  const chance = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });
  const shape = fc.double({ min: 0.3, max: 400, noNaN: true });

  test('a quantile inverts its distribution function', () => {
    fc.assert(
      fc.property(chance, shape, shape, (p, a, b) => {
        expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 9);
        expect(studentTCdf(studentTQuantile(p, a), a) / p).toBeCloseTo(1, 8);
        const x = betaQuantile(p, { a, b });
        if (x > 1e-300 && 1 - x > 1e-9) expect(betaCdf(x, { a, b }) / p).toBeCloseTo(1, 6);
      }),
    );
  });
});

describe('many tests at once', () => {
  const family = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });

  test('Holm is monotone, between the raw and the Bonferroni values, and what step-down rejection says', () => {
    fc.assert(
      fc.property(family, fc.double({ min: 0.001, max: 0.3, noNaN: true }), (p, alpha) => {
        const [holm, all] = [adjust.holm(p), adjust.bonferroni(p)];
        for (const [i, value] of p.entries()) {
          expect(holm[i]).toBeGreaterThanOrEqual(value);
          expect(holm[i]).toBeLessThanOrEqual((all[i] ?? 0) + 1e-12);
          for (const [j, other] of p.entries()) if (value < other) expect(holm[i]).toBeLessThanOrEqual(holm[j] ?? 0);
        }
        const edge = [...holm, ...adjust.benjaminiHochberg(p)].some((value) => Math.abs(value - alpha) < 1e-9);
        if (edge) return;
        const question = { size: p.length, alpha, rejectsAt: (index: number, at: number) => (p[index] ?? 1) <= at };
        const below = (values: readonly number[]) => values.flatMap((value, index) => (value <= alpha ? [index] : []));
        expect([...holmRejected(question)].sort((a, b) => a - b)).toEqual(below(holm));
        expect([...benjaminiHochbergRejected(question)]).toEqual(below(adjust.benjaminiHochberg(p)));
      }),
    );
  });

  test('each correction is at most as strict as the next', () => {
    fc.assert(
      fc.property(family, (p) => {
        const order = [adjust.benjaminiHochberg, adjust.hommel, adjust.hochberg, adjust.holm, adjust.bonferroni];
        const adjusted = order.map((adjustment) => adjustment(p));
        for (const [step, values] of adjusted.slice(1).entries()) {
          for (const [i, value] of values.entries())
            expect(value).toBeGreaterThanOrEqual((adjusted[step]?.[i] ?? 0) - 1e-12);
        }
      }),
    );
  });
});

describe('clusters and the automatic choice', () => {
  test('clusters of one are the t interval; duplicated cases in clusters gain nothing', () => {
    fc.assert(
      fc.property(sample(11), (values) => {
        const alone = clusterInterval(
          values,
          values.map((_, index) => index),
        );
        expect(alone.low).toBeCloseTo(tInterval(values).low, 9);
        const twice = clusterRobust([...values, ...values], [...values.keys(), ...values.keys()]);
        expect(twice.cr1).toBeCloseTo(clusterRobust(values, [...values.keys()]).cr1, 9);
      }),
    );
  });

  test('follows the table', () => {
    const ones = (n: number, failures: number) => [...new Array(n - failures).fill(1), ...new Array(failures).fill(0)];
    expect(automaticRate(ones(100, 5)).method).toBe('clopper-pearson');
    expect(automaticRate(ones(100, 6)).method).toBe('wilson');
    expect(automaticRate(ones(100, 95), { failure: 1 }).method).toBe('clopper-pearson');
    expect(automaticRate(ones(100, 6), { safety: true }).method).toBe('clopper-pearson');
    expect(automaticMean([0.1, 0.4, 0.2]).method).toBe('sign-flip');
    expect(automaticPairedDifference(ones(50, 3), ones(50, 9)).method).toBe('tango');
    expect(
      automaticPairedDifference(
        ones(50, 3),
        ones(50, 9).map((v) => v / 2),
      ).method,
    ).toBe('t');
    expect(automaticRate(ones(100, 20), { clusters: ones(100, 0).map((_, i) => i % 20) }).method).toBe('cr1-t');
  });
});
