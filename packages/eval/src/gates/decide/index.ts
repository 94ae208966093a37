export type { ArmRecords, CaseRecords, CaseScore } from './case-records.ts';
export { combineDecisions, type GateVerdict } from './combine-decisions.ts';
export { type Comparison, type Condition, directionOf, isRatio, type Measure, needsBaseline } from './condition.ts';
export { decide } from './decide.ts';
export { brokenWatches, type CandidateDecision, decideCandidates, type Question } from './decide-candidates.ts';
export type { Decision, Verdict } from './decision.ts';
export { type LookPlan, lookLevel } from './look-level.ts';
