import { describe, expect, test } from 'vitest';
import type { CaseRecords, CaseScore } from './case-records.ts';
import type { Comparison, Condition } from './condition.ts';
import { decide } from './decide.ts';

const score = { kind: 'score' } as const;
const notWorse = (margin: number, more: Partial<Condition> = {}): Condition => ({
  measure: score,
  comparison: { kind: 'not_worse', margin },
  ...more,
});
const repeat = <T>(times: number, value: T): T[] => new Array<T>(times).fill(value);
const scores = (baseline: readonly CaseScore[], candidate: readonly CaseScore[]): CaseRecords => ({
  baseline: { scores: baseline },
  candidate: { scores: candidate },
});
/** `lost` cases only the baseline got right, `won` only the candidate. */
const pairs = (n: number, lost: number, won: number): CaseRecords =>
  scores(
    [...repeat(lost, 1), ...repeat(won, 0), ...repeat(n - lost - won, 1)],
    [...repeat(lost, 0), ...repeat(won, 1), ...repeat(n - lost - won, 1)],
  );

describe('a yes/no score against a baseline', () => {
  test('passes, fails or stays open by the whole Tango interval', () => {
    expect(decide(notWorse(0.02), pairs(2000, 20, 25))).toMatchObject({
      verdict: 'pass',
      method: 'tango',
      bound: -0.02,
    });
    expect(decide(notWorse(0.02), pairs(2000, 200, 25))).toMatchObject({ verdict: 'fail', needed: null });
    const open = decide(notWorse(0.02), pairs(200, 10, 10));
    expect(open).toMatchObject({
      verdict: 'inconclusive',
      estimate: 0,
      n: 200,
      table: { onlyBaseline: 10, both: 180 },
    });
    // 6.18 * 0.10 / 0.02^2 = 1,546 cases in all.
    expect(open.needed).toBe(1346);
    expect(open.neededIfNoDifference).toBe(1346);
    // z sqrt(psi / n) = 2.486 * sqrt(0.1 / 200)
    expect(open.detectable).toBeCloseTo(0.0556, 4);
    expect(open.midP).toBe(1);
    expect(open.reason).toBe('1346 further cases would give an 80% chance of an answer');
  });

  test('says that more cases are no answer where the truth looks like it is at the bound', () => {
    const decision = decide(notWorse(0.02), pairs(1000, 60, 41));
    expect(decision).toMatchObject({ verdict: 'inconclusive', needed: null });
    expect(decision.reason).toMatch(/at the bound; more cases will not decide this/);
  });

  test('better must clear its amount strictly, within needs both sides', () => {
    const better: Condition = { measure: score, comparison: { kind: 'better', by: 0 } };
    expect(decide(better, pairs(500, 5, 40)).verdict).toBe('pass');
    expect(decide(better, pairs(500, 40, 5)).verdict).toBe('fail');
    const within: Condition = { measure: score, comparison: { kind: 'within', margin: 0.03 } };
    expect(decide(within, pairs(2000, 20, 20)).verdict).toBe('pass');
    expect(decide(within, pairs(2000, 20, 200)).verdict).toBe('fail');
    expect(decide(within, pairs(100, 3, 3)).verdict).toBe('inconclusive');
  });

  test('clusters widen the interval, and one cluster a case changes nothing', () => {
    const records = pairs(240, 30, 30);
    const grouped = decide(notWorse(0.05), { ...records, clusters: repeat(240, 0).map((_, i) => Math.floor(i / 15)) });
    expect(grouped).toMatchObject({ method: 'cr1-t', clusters: 16 });
    expect(grouped.standardError?.clustered).toBeGreaterThan(grouped.standardError?.naive ?? 1);
    const plain = decide(notWorse(0.05), records);
    expect((grouped.high ?? 0) - (grouped.low ?? 0)).toBeGreaterThan((plain.high ?? 0) - (plain.low ?? 0));
    expect(decide(notWorse(0.05), { ...records, clusters: repeat(240, 0).map((_, i) => i) })).toEqual(plain);
  });

  test('clusters that all agree are not certainty', () => {
    const records = { candidate: { scores: repeat(400, 1) }, clusters: repeat(400, 0).map((_, i) => i % 12) };
    const comparison: Comparison = { kind: 'at_least', value: 0.98, of: 'absolute' };
    const decision = decide({ measure: score, comparison }, records);
    // Twelve clusters are twelve cases here: 0.05^(1/12).
    expect(decision).toMatchObject({ verdict: 'inconclusive', low: expect.closeTo(0.779, 3) });
  });
});

describe('the data that cannot answer', () => {
  test.each<[string, Condition, CaseRecords, RegExp]>([
    ['identical scores, n < 30', notWorse(0.02), pairs(29, 0, 0), /identical and n is 29/],
    ['constant differences', notWorse(0.02), scores([0.1, 0.2, 0.3], [0.2, 0.3, 0.4]), /identical|variance/],
    [
      'too few clusters',
      notWorse(0.02),
      { ...pairs(90, 5, 5), clusters: repeat(90, 0).map((_, i) => i % 9) },
      /9 clusters/,
    ],
    [
      'unscored above 5 %',
      notWorse(0.02),
      scores(repeat(100, 1), [...repeat(94, 1), ...repeat(6, 'unscored' as const)]),
      /6 of 100/,
    ],
    ['no baseline', notWorse(0.02), { candidate: { scores: [1, 0, 1] } }, /no baseline/],
    ['an id lacks an arm', notWorse(0.02), scores([1, 0], [1]), /lacks an arm/],
    ['no cases', notWorse(0.02), scores([], []), /no cases/],
    [
      'what the caller found',
      notWorse(0.02),
      { ...pairs(50, 5, 5), problems: ['the judge changed'] },
      /the judge changed/,
    ],
  ])('%s', (_, condition, records, reason) => {
    const decision = decide(condition, records);
    expect(decision).toMatchObject({ verdict: 'invalid', estimate: null, low: null, high: null, needed: null });
    expect(decision.reason).toMatch(reason);
  });

  test('thirty identical cases can answer, and exactly 5 % unscored are left out', () => {
    expect(decide(notWorse(0.2), pairs(30, 0, 0)).verdict).toBe('pass');
    const records = scores(repeat(100, 1), [...repeat(95, 1), ...repeat(5, 'unscored' as const)]);
    expect(decide(notWorse(0.05), records)).toMatchObject({ verdict: 'pass', n: 95, unscored: 5 });
  });

  test('inapplicable cases are neither unscored nor counted', () => {
    const records = scores(
      [...repeat(60, 1), ...repeat(60, 'inapplicable' as const)],
      [...repeat(60, 1), ...repeat(60, 'inapplicable' as const)],
    );
    expect(decide(notWorse(0.05), records)).toMatchObject({ verdict: 'pass', n: 60, unscored: 0 });
  });
});

describe('a single rate', () => {
  const atMost = (value: number): Condition => ({
    measure: { kind: 'error-rate' },
    comparison: { kind: 'at_most', value, of: 'absolute' },
  });
  const errors = (n: number, failed: number): CaseRecords => ({
    candidate: { errors: [...repeat(failed, true), ...repeat(n - failed, false)] },
  });

  test('is bounded exactly with five failures or fewer, by Wilson above', () => {
    expect(decide(atMost(0.01), errors(299, 0))).toMatchObject({ verdict: 'pass', method: 'clopper-pearson' });
    expect(decide(atMost(0.01), errors(298, 0))).toMatchObject({ verdict: 'inconclusive', needed: 1 });
    expect(decide(atMost(0.01), errors(2000, 5)).method).toBe('clopper-pearson');
    expect(decide(atMost(0.01), errors(2000, 6)).method).toBe('wilson');
    expect(decide({ ...atMost(0.01), safety: true }, errors(2000, 60)).method).toBe('clopper-pearson');
    expect(decide(atMost(0.01), errors(2000, 60)).verdict).toBe('fail');
  });

  test('no number of cases shows exactly 100 %', () => {
    const comparison: Comparison = { kind: 'at_least', value: 1, of: 'absolute' };
    const decision = decide({ measure: score, comparison }, { candidate: { scores: repeat(500, 1) } });
    expect(decision).toMatchObject({ verdict: 'inconclusive', needed: null });
  });

  test('a bare estimate decides without an error bar, and says so', () => {
    const condition: Condition = {
      measure: score,
      comparison: { kind: 'at_least', value: 0.8, of: 'absolute' },
      interval: 'point',
    };
    const decision = decide(condition, { candidate: { scores: [1, 1, 1, 1, 0] } });
    expect(decision).toMatchObject({ verdict: 'pass', method: 'point', reason: expect.stringMatching(/no error bar/) });
  });
});

describe('numbers', () => {
  test('up to 20 cases by permutation, skewed ones below 200 by BCa, others by t', () => {
    const graded = (n: number, value: (i: number) => number): CaseRecords => ({
      candidate: { scores: repeat(n, 0).map((_, i) => value(i)) },
    });
    const condition: Condition = { measure: score, comparison: { kind: 'at_least', value: 0.3, of: 'absolute' } };
    const wave = (i: number) => 0.5 + 0.2 * Math.sin(i);
    const spiked = (i: number) => (i % 10 === 0 ? 0.9 : 0.1 + (i % 7) / 100);
    expect(decide(condition, graded(20, wave)).method).toBe('sign-flip');
    expect(decide(condition, graded(21, wave)).method).toBe('t');
    expect(decide(condition, graded(150, spiked)).method).toBe('bca');
    expect(decide(condition, graded(200, spiked)).method).toBe('t');
  });

  test('the same seed gives the same bootstrap, another seed another', () => {
    const records = { candidate: { scores: repeat(60, 0).map((_, i) => (i % 9 === 0 ? 0.95 : (i % 5) / 50)) } };
    const comparison: Comparison = { kind: 'at_least', value: 0.1, of: 'absolute' };
    const first = decide({ measure: score, comparison, seed: 7 }, records);
    expect(first.method).toBe('bca');
    expect(decide({ measure: score, comparison, seed: 7 }, records)).toEqual(first);
    expect(decide({ measure: score, comparison, seed: 8 }, records).low).not.toBe(first.low);
  });
});

describe('too few cases for any bound', () => {
  const atLeast = (value: number): Condition => ({
    measure: score,
    comparison: { kind: 'at_least', value, of: 'absolute' },
  });
  const graded: CaseRecords = { candidate: { scores: [0.8, 0.9, 0.7] } };

  test('says how many there must be', () => {
    const decision = decide(atLeast(0.5), graded);
    expect(decision).toMatchObject({ verdict: 'inconclusive', low: Number.NEGATIVE_INFINITY, needed: 2 });
    expect(decision.reason).toBe('fewer than 5 cases give no bound at this confidence');
    expect(decide({ ...atLeast(0.5), range: [0, 1] }, graded)).toMatchObject({ low: 0, high: 1 });
  });
});

describe('always-valid', () => {
  const looking: Condition = notWorse(0.05, { interval: 'always-valid' });

  test('is wider than one look, and refuses what it does not cover', () => {
    const records = pairs(2000, 20, 20);
    const sequence = decide(looking, records);
    expect(sequence).toMatchObject({ verdict: 'pass', method: 'betting' });
    expect(sequence.low ?? 0).toBeLessThan(decide(notWorse(0.05), records).low ?? 0);
    const clusters = repeat(2000, 0).map((_, index) => index % 40);
    expect(decide(looking, { ...records, clusters }).reason).toMatch(/independent cases/);
    expect(decide(looking, scores([1, 2, 5], [2, 3, 1])).reason).toMatch(/between 0 and 1/);
    const latency: Condition = { ...looking, measure: { kind: 'latency', quantile: 0.95 } };
    expect(decide(latency, records).reason).toMatch(/scores and error rates/);
  });
});
