import type { CaseScore } from './case-records.ts';

/** Largest share of unscored cases a gate may rest on. */
const mostUnscored = 0.05;

/** Why too few cases are scored; `undefined` when enough are. */
export function unscoredProblem(scores: readonly CaseScore[]): string | undefined {
  const applicable = scores.filter((score) => score !== 'inapplicable').length;
  const unscored = scores.filter((score) => score === 'unscored').length;
  if (applicable === 0) return 'there are no scored cases';
  if (unscored <= mostUnscored * applicable) return undefined;
  return `${unscored} of ${applicable} cases are unscored, more than ${mostUnscored * 100}%`;
}
