import type { Comparison } from './condition.ts';
import type { Verdict } from './decision.ts';

/** What is asked, and which way is good. */
export interface Rule {
  readonly comparison: Comparison;
  readonly direction: 'higher' | 'lower';
}

/** A condition turned so that the interval must lie on one side of `at`; `open` bounds are not met by equality. */
interface Side {
  readonly at: number;
  readonly wants: 'above' | 'below';
  readonly open: boolean;
}

/** Passes when the whole interval meets the bound, fails when none of it does, else inconclusive. */
export function verdictOfInterval(rule: Rule, ends: { readonly low: number; readonly high: number }): Verdict {
  const answers = sidesOf(rule).map((side) => answer(side, ends));
  if (answers.includes('fail')) return 'fail';
  return answers.every((verdict) => verdict === 'pass') ? 'pass' : 'inconclusive';
}

/** The same for a bare estimate: pass or fail. */
export function verdictOfPoint(rule: Rule, estimate: number): Verdict {
  const met = sidesOf(rule).every(({ at, wants }) => (wants === 'above' ? estimate >= at : estimate <= at));
  return met ? 'pass' : 'fail';
}

/** The bound on the scale of the estimate. */
export function boundOf(rule: Rule): number {
  return sidesOf(rule)[0]?.at ?? Number.NaN;
}

/** All bounds: two for `within`, else one. */
export function boundsOf(rule: Rule): readonly number[] {
  return sidesOf(rule).map(({ at }) => at);
}

function sidesOf({ comparison, direction }: Rule): readonly Side[] {
  const wants = direction === 'higher' ? 'above' : 'below';
  const sign = direction === 'higher' ? 1 : -1;
  switch (comparison.kind) {
    case 'not_worse':
      return [{ at: -sign * comparison.margin, wants, open: true }];
    case 'better':
      return [{ at: sign * comparison.by, wants, open: true }];
    case 'within':
      return [
        { at: comparison.margin, wants: 'below', open: true },
        { at: -comparison.margin, wants: 'above', open: true },
      ];
    case 'at_least':
      return [{ at: comparison.value, wants: 'above', open: false }];
    case 'at_most':
      return [{ at: comparison.value, wants: 'below', open: false }];
  }
}

function answer({ at, wants, open }: Side, { low, high }: { readonly low: number; readonly high: number }): Verdict {
  const worst = wants === 'above' ? low - at : at - high;
  const best = wants === 'above' ? high - at : at - low;
  if (open ? worst > 0 : worst >= 0) return 'pass';
  return best < 0 ? 'fail' : 'inconclusive';
}
