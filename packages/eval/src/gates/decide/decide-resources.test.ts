import { describe, expect, test } from 'vitest';
import type { CaseRecords } from './case-records.ts';
import type { Comparison, Condition } from './condition.ts';
import { decide } from './decide.ts';

const repeat = <T>(times: number, value: T): T[] => new Array<T>(times).fill(value);

describe('money', () => {
  const cheaper: Condition = {
    measure: { kind: 'cost-per-success' },
    comparison: { kind: 'at_most', value: 0.6, of: 'baseline' },
  };
  const arm = (cost: number, failEvery: number) => ({
    costs: repeat(100, 0).map((_, i) => cost * (1 + (i % 7) / 10)),
    successes: repeat(100, 0).map((_, i) => i % failEvery !== 0),
  });

  test('a cost that was not recorded is never 0', () => {
    const candidate = arm(0.001, 5);
    const costs = candidate.costs.with(3, undefined as never);
    const decision = decide(cheaper, { baseline: arm(0.01, 5), candidate: { ...candidate, costs } });
    expect(decision).toMatchObject({ verdict: 'invalid', reason: 'cost is not recorded for 1 of 100 cases' });
    expect(decide(cheaper, { baseline: {}, candidate: { errors: repeat(5, false) } }).reason).toBe(
      'cost is not recorded',
    );
  });

  test('ratios are decided on the log, with Fieller beside a ratio of means', () => {
    const records = { baseline: arm(0.01, 5), candidate: arm(0.004, 4) };
    expect(decide(cheaper, records)).toMatchObject({ verdict: 'pass', method: 'log-delta', bound: 0.6 });
    const mean = decide({ ...cheaper, measure: { kind: 'mean-cost' } }, records);
    expect(mean.fieller?.ratio).toBeCloseTo(0.4, 10);
    expect(decide(cheaper, { baseline: records.candidate, candidate: records.baseline }).verdict).toBe('fail');
  });

  test('no success at all is a fail, and no answer when the baseline has none', () => {
    const none = { ...arm(0.01, 5), successes: repeat(100, false) };
    expect(decide(cheaper, { baseline: arm(0.01, 5), candidate: none })).toMatchObject({
      verdict: 'fail',
      estimate: null,
    });
    expect(decide(cheaper, { baseline: none, candidate: arm(0.01, 5) }).verdict).toBe('invalid');
  });
});

describe('repeats averaged inside a case', () => {
  test('shares of successes and errors count as shares', () => {
    const half = { costs: repeat(40, 0.01).map((cost, i) => cost + i / 1e5), successes: repeat(40, 0.5) };
    const whole = { ...half, successes: repeat(40, true) };
    const comparison: Comparison = { kind: 'at_most', value: 0.6, of: 'baseline' };
    const cost = decide({ measure: { kind: 'cost-per-success' }, comparison }, { baseline: half, candidate: whole });
    expect(cost).toMatchObject({ verdict: 'pass', estimate: expect.closeTo(0.5, 9) });
    const errors = { candidate: { errors: repeat(40, 0).map((_, i) => (i % 4 === 0 ? 0.25 : 0)) } };
    const rate: Condition = {
      measure: { kind: 'error-rate' },
      comparison: { kind: 'at_most', value: 0.2, of: 'absolute' },
    };
    expect(decide(rate, errors).estimate).toBeCloseTo(0.0625, 12);
  });
});

describe('a judged rate', () => {
  const calibrated: Condition = {
    measure: { kind: 'judged-rate', sensitivity: { successes: 90, n: 100 }, specificity: { successes: 70, n: 100 } },
    comparison: { kind: 'at_least', value: 0.7, of: 'absolute' },
  };
  const said = (yes: number, no: number) => ({ candidate: { scores: [...repeat(yes, 1), ...repeat(no, 0)] } });

  test('is corrected for what the judge gets wrong', () => {
    const decision = decide(calibrated, said(400, 100));
    expect(decision).toMatchObject({ verdict: 'pass', method: 'rogan-gladen', estimate: expect.closeTo(0.8333, 4) });
  });

  test('more cases do not cure a calibration that is too small', () => {
    const decision = decide(
      { ...calibrated, comparison: { kind: 'at_least', value: 0.8, of: 'absolute' } },
      said(400, 100),
    );
    expect(decision).toMatchObject({ verdict: 'inconclusive', needed: null });
    expect(decision.reason).toMatch(/more human labels may/);
  });

  test('a judge no better than chance answers nothing', () => {
    const coin = { successes: 50, n: 100 };
    const measure = { kind: 'judged-rate', sensitivity: coin, specificity: coin } as const;
    expect(decide({ ...calibrated, measure }, said(40, 10)).reason).toMatch(/no better than chance/);
    expect(
      decide({ ...calibrated, comparison: { kind: 'better', by: 0 } }, { ...said(4, 1), baseline: {} }).verdict,
    ).toBe('invalid');
  });
});

describe('latency', () => {
  const p95: Condition = {
    measure: { kind: 'latency', quantile: 0.95 },
    comparison: { kind: 'at_most', value: 4, of: 'absolute' },
  };
  const times = (n: number, failed = 0): CaseRecords => ({
    candidate: {
      latencies: repeat(n, 0).map((_, i) => (i < failed ? undefined : 1 + (i % 20) / 10)),
      errors: repeat(n, 0).map((_, i) => i < failed),
    },
  });

  test('needs 59 successes, in each arm', () => {
    expect(decide(p95, times(58))).toMatchObject({ verdict: 'invalid', n: 58 });
    expect(decide(p95, times(59))).toMatchObject({ verdict: 'pass', method: 'order-statistic', n: 59 });
    expect(decide(p95, times(150, 92)).reason).toMatch(/the candidate has 58 successful timings; the p95 needs 59/);
    const ratio: Condition = { ...p95, comparison: { kind: 'at_most', value: 1.1, of: 'baseline' } };
    const decision = decide(ratio, { candidate: times(80).candidate, baseline: times(80, 30).candidate });
    expect(decision).toMatchObject({ verdict: 'invalid', reason: expect.stringMatching(/^the baseline has 50/) });
  });

  test('p99 needs 299; a case that did not fail must have a time', () => {
    expect(decide({ ...p95, measure: { kind: 'latency', quantile: 0.99 } }, times(298)).verdict).toBe('invalid');
    const silent = { candidate: { latencies: [1, undefined, 2], errors: repeat(3, false) } };
    expect(decide(p95, silent).reason).toMatch(
      /the candidate has no recorded time for 1 of the cases that did not fail/,
    );
  });

  test('equal arms have a ratio of exactly 1 when the same cases are resampled', () => {
    const arm = times(100).candidate;
    const ratio: Condition = { ...p95, comparison: { kind: 'at_most', value: 1.1, of: 'baseline' } };
    expect(decide(ratio, { candidate: arm, baseline: arm })).toMatchObject({ verdict: 'pass', low: 1, high: 1 });
  });
});
