import { caseCountProblem } from './case-count-problem.ts';
import type { CaseRecords } from './case-records.ts';
import { type Condition, directionOf, needsBaseline } from './condition.ts';
import type { Decision } from './decision.ts';
import type { Evidence, Gathered } from './evidence.ts';
import { detectable, furtherCases } from './further-cases.ts';
import { gatherCosts } from './gather-costs.ts';
import { gatherJudgedRate } from './gather-judged-rate.ts';
import { gatherLatency } from './gather-latency.ts';
import { gatherScores } from './gather-scores.ts';
import { boundOf, verdictOfInterval, verdictOfPoint } from './verdict-of-interval.ts';

/** Decides one condition from per-case records: pure, and the same answer for the same records and seed. */
export function decide(condition: Condition, records: CaseRecords): Decision {
  const gathered = gather(condition, records);
  return gathered.known ? decisionOf(condition, gathered.evidence) : withoutEvidence(condition, gathered);
}

function gather(condition: Condition, records: CaseRecords): Gathered {
  const problem = records.problems?.[0] ?? caseCountProblem(records);
  if (problem !== undefined) return { known: false, verdict: 'invalid', reason: problem, n: 0 };
  if (needsBaseline(condition) && records.baseline === undefined) {
    return { known: false, verdict: 'invalid', reason: 'there is no baseline to compare with', n: 0 };
  }
  const scores = condition.measure.kind === 'score' || condition.measure.kind === 'error-rate';
  if (condition.interval === 'always-valid' && !(scores && records.paired !== false)) {
    const reason = 'always-valid is for scores and error rates over the same cases';
    return { known: false, verdict: 'invalid', reason, n: 0 };
  }
  switch (condition.measure.kind) {
    case 'judged-rate':
      return gatherJudgedRate(condition, records);
    case 'score':
    case 'error-rate':
      return gatherScores(condition, records);
    case 'mean-cost':
    case 'cost-per-success':
      return gatherCosts(condition, records);
    case 'latency':
      return gatherLatency(condition, records, condition.measure.quantile);
  }
}

function decisionOf(condition: Condition, evidence: Evidence): Decision {
  const { interval } = evidence;
  const point = condition.interval === 'point';
  const rule = { comparison: condition.comparison, direction: directionOf(condition) };
  const verdict = point ? verdictOfPoint(rule, interval.estimate) : verdictOfInterval(rule, interval);
  const open = verdict === 'inconclusive' ? furtherCases(condition, evidence) : { needed: null, reason: '' };
  return {
    verdict,
    estimate: interval.estimate,
    low: interval.low,
    high: interval.high,
    bound: boundOf(rule),
    confidence: condition.confidence ?? 0.95,
    method: point ? 'point' : interval.method,
    n: interval.n,
    ...open,
    ...(point ? { reason: 'decided by the estimate alone: no error bar' } : {}),
    ...detectable(condition, evidence),
    ...beside(evidence),
  };
}

/** What a report shows beside the interval, where the evidence has it. */
function beside({ table, midP, standardError, fieller, clusters, unscored }: Evidence): Partial<Decision> {
  return {
    ...(table ? { table } : {}),
    ...(midP === undefined ? {} : { midP }),
    ...(standardError ? { standardError } : {}),
    ...(fieller ? { fieller } : {}),
    ...(clusters === undefined ? {} : { clusters }),
    ...(unscored === undefined ? {} : { unscored }),
  };
}

function withoutEvidence(condition: Condition, gathered: Extract<Gathered, { known: false }>): Decision {
  return {
    verdict: gathered.verdict,
    estimate: null,
    low: null,
    high: null,
    bound: boundOf({ comparison: condition.comparison, direction: directionOf(condition) }),
    confidence: condition.confidence ?? 0.95,
    method: 'none',
    n: gathered.n,
    needed: null,
    reason: gathered.reason,
  };
}
