import type { Decision, Verdict } from './decision.ts';

/** What a whole gate came to. */
export interface GateVerdict {
  readonly verdict: Verdict;
  /** The largest number of further cases over the open conditions; `null` when none has one. */
  readonly needed: number | null;
  /** Indexes of the conditions that decided it. */
  readonly because: readonly number[];
}

/**
 * `all of`: invalid before fail before inconclusive before pass. No correction between the conditions: a false pass
 * needs every one to err (intersection-union test, Berger 1982).
 */
export function combineDecisions(decisions: readonly Pick<Decision, 'verdict' | 'needed'>[]): GateVerdict {
  const verdict = worst.find((candidate) => decisions.some((decision) => decision.verdict === candidate)) ?? 'pass';
  const because = decisions.flatMap((decision, index) => (decision.verdict === verdict ? [index] : []));
  return { verdict, needed: verdict === 'inconclusive' ? largestNeed(decisions) : null, because };
}

const worst: readonly Verdict[] = ['invalid', 'fail', 'inconclusive'];

function largestNeed(decisions: readonly Pick<Decision, 'verdict' | 'needed'>[]): number | null {
  const needs = decisions.flatMap(({ verdict, needed }) =>
    verdict === 'inconclusive' && needed !== null ? [needed] : [],
  );
  return needs.length === 0 ? null : Math.max(...needs);
}
