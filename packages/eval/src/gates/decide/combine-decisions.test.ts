import fc from 'fast-check';
import { expect, test } from 'vitest';
import { combineDecisions } from './combine-decisions.ts';
import type { Verdict } from './decision.ts';

const verdicts = fc.constantFrom<Verdict>('pass', 'fail', 'inconclusive', 'invalid');

test('invalid before fail before inconclusive before pass, with the largest need', () => {
  const open = (needed: number | null) => ({ verdict: 'inconclusive' as const, needed });
  const done = (verdict: Verdict) => ({ verdict, needed: null });
  expect(combineDecisions([done('pass'), done('pass')])).toEqual({ verdict: 'pass', needed: null, because: [0, 1] });
  expect(combineDecisions([done('pass'), open(10), open(400)])).toEqual({
    verdict: 'inconclusive',
    needed: 400,
    because: [1, 2],
  });
  expect(combineDecisions([open(10), done('fail')])).toEqual({ verdict: 'fail', needed: null, because: [1] });
  expect(combineDecisions([done('invalid'), done('fail')])).toEqual({ verdict: 'invalid', needed: null, because: [0] });
  expect(combineDecisions([open(null), open(5)]).needed).toBe(5);
});

test('the order of conditions does not matter, and another condition never makes a gate kinder', () => {
  const rank: Verdict[] = ['pass', 'inconclusive', 'fail', 'invalid'];
  fc.assert(
    fc.property(fc.array(verdicts, { minLength: 1 }), verdicts, (list, extra) => {
      const decisions = list.map((verdict) => ({ verdict, needed: null }));
      const { verdict } = combineDecisions(decisions);
      expect(combineDecisions(decisions.toReversed()).verdict).toBe(verdict);
      const stricter = combineDecisions([...decisions, { verdict: extra, needed: null }]).verdict;
      expect(rank.indexOf(stricter)).toBeGreaterThanOrEqual(rank.indexOf(verdict));
    }),
  );
});
