import { benjaminiHochbergRejected, holmRejected } from '../../statistics/multiplicity/select-rejected.ts';
import type { CaseRecords } from './case-records.ts';
import { combineDecisions, type GateVerdict } from './combine-decisions.ts';
import type { Condition } from './condition.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';

/** A condition with the records it is about. */
export interface Question {
  readonly condition: Condition;
  readonly records: CaseRecords;
}

/** One candidate's gate, decided at the level that Holm left it. */
export interface CandidateDecision extends GateVerdict {
  /** What each condition's own alpha was multiplied by. */
  readonly alphaShare: number;
  readonly decisions: readonly Decision[];
}

/**
 * Decides `all of` for several candidates against one baseline, where one that ships is enough: Holm over their gates.
 * The winner's estimate still has to be measured again on cases that did not choose it.
 */
export function decideCandidates(candidates: readonly (readonly Question[])[]): readonly CandidateDecision[] {
  const shares = new Map<number, number>();
  const rejectsAt = (index: number, share: number) => {
    shares.set(index, share);
    return decideAll(candidates[index] ?? [], share).verdict === 'pass';
  };
  // With alpha 1 the levels Holm asks about are shares of each condition's own alpha.
  holmRejected({ size: candidates.length, alpha: 1, rejectsAt });
  return candidates.map((questions, index) => decideAll(questions, shares.get(index) ?? 1));
}

/**
 * Which conditions of a watch list are broken, at a false-discovery rate: indexes of those whose whole interval misses
 * the bound. It blocks nothing.
 */
export function brokenWatches(watches: readonly Question[], rate = 0.1): ReadonlySet<number> {
  const rejectsAt = (index: number, alpha: number) => {
    const watch = watches[index];
    return (
      watch !== undefined && decide({ ...watch.condition, confidence: 1 - alpha }, watch.records).verdict === 'fail'
    );
  };
  return benjaminiHochbergRejected({ size: watches.length, alpha: rate, rejectsAt });
}

function decideAll(questions: readonly Question[], alphaShare: number): CandidateDecision {
  const decisions = questions.map(({ condition, records }) => {
    const alpha = (1 - (condition.confidence ?? 0.95)) * alphaShare;
    return decide({ ...condition, confidence: 1 - alpha }, records);
  });
  return { ...combineDecisions(decisions), alphaShare, decisions };
}
