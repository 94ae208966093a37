import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseRecords } from './case-records.ts';
import type { Condition } from './condition.ts';
import { decide } from './decide.ts';

const notWorse = (margin: number, more: Partial<Condition> = {}): Condition => ({
  measure: { kind: 'score' },
  comparison: { kind: 'not_worse', margin },
  ...more,
});
const scores = (baseline: readonly number[], candidate: readonly number[]): CaseRecords => ({
  baseline: { scores: baseline },
  candidate: { scores: candidate },
});

describe('properties', () => {
  const arms = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 1 })), { minLength: 30, maxLength: 120 })
    .map((rows) =>
      scores(
        rows.map(([before]) => before),
        rows.map(([, after]) => after),
      ),
    );

  test('a verdict is what its interval and bound say', () => {
    fc.assert(
      fc.property(arms, fc.double({ min: 0.001, max: 0.3, noNaN: true }), (records, margin) => {
        const { verdict, low, high, bound } = decide(notWorse(margin), records);
        const expected = (low ?? 0) > bound ? 'pass' : (high ?? 0) < bound ? 'fail' : 'inconclusive';
        expect(verdict).toBe(expected);
      }),
    );
  });

  test('a wider margin never turns a pass into anything else', () => {
    fc.assert(
      fc.property(arms, fc.double({ min: 0.001, max: 0.3, noNaN: true }), (records, margin) => {
        if (decide(notWorse(margin), records).verdict !== 'pass') return;
        expect(decide(notWorse(margin * 1.5), records).verdict).toBe('pass');
      }),
    );
  });

  test('swapping the arms mirrors the interval', () => {
    fc.assert(
      fc.property(arms, (records) => {
        const there = decide(notWorse(0.05), records);
        const back = decide(notWorse(0.05), { baseline: records.candidate, candidate: records.baseline ?? {} });
        expect(back.low).toBeCloseTo(-(there.high ?? 0), 9);
        expect(back.high).toBeCloseTo(-(there.low ?? 0), 9);
      }),
    );
  });

  test('an always-valid answer is never contradicted by the fixed-size one', () => {
    fc.assert(
      fc.property(arms, (records) => {
        const looking = decide(notWorse(0.05, { interval: 'always-valid' }), records).verdict;
        const fixed = decide(notWorse(0.05), records).verdict;
        expect([looking, fixed]).not.toEqual(['pass', 'fail']);
        expect([looking, fixed]).not.toEqual(['fail', 'pass']);
      }),
      { numRuns: 30 },
    );
  });
});
