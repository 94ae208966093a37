import { isYesNo } from '../../statistics/automatic.ts';
import { normalQuantile } from '../../statistics/distributions/normal.ts';
import type { Interval } from '../../statistics/interval.ts';
import { roganGladen } from '../../statistics/judge/rogan-gladen.ts';
import { sum } from '../../statistics/mean/moments.ts';
import type { CaseRecords } from './case-records.ts';
import { effectiveClusters } from './cluster-problem.ts';
import { type Condition, needsBaseline } from './condition.ts';
import { type Gathered, invalid } from './evidence.ts';
import { intervalOptions } from './interval-options.ts';
import { unscoredProblem } from './unscored-problem.ts';

/** Evidence about one arm's pass rate by a judge, corrected for the judge's measured error (Rogan and Gladen). */
export function gatherJudgedRate(condition: Condition, records: CaseRecords): Gathered {
  const scores = records.candidate.scores ?? [];
  const problem = unscoredProblem(scores);
  if (problem !== undefined) return invalid(problem);
  const verdicts = scores.filter((score) => typeof score === 'number');
  const n = verdicts.length;
  if (condition.measure.kind !== 'judged-rate') return invalid('this is not a judged rate', n);
  if (needsBaseline(condition)) return invalid('a corrected rate is compared with a value, not with a baseline', n);
  if (effectiveClusters(records.clusters)) return invalid('a corrected rate needs independent cases', n);
  if (n === 0 || !isYesNo(verdicts)) return invalid('a corrected rate needs yes/no verdicts', n);
  const { confidence } = intervalOptions(condition);
  const { sensitivity, specificity } = condition.measure;
  const corrected = roganGladen({ positive: { successes: sum(verdicts), n }, sensitivity, specificity }, confidence);
  if (corrected === undefined) return invalid('the judge is no better than chance against its human labels', n);
  const { estimate, low, high } = corrected;
  const interval: Interval = { estimate, low, high, confidence, method: 'rogan-gladen', n };
  const informedness = sensitivity.successes / sensitivity.n + specificity.successes / specificity.n - 1;
  const rate = sum(verdicts) / n;
  // More cases shrink only the sampling part: the calibration's own error stays.
  const sampling = (rate * (1 - rate)) / informedness ** 2;
  const calibration = Math.max(0, corrected.error ** 2 - sampling / n);
  const reach = normalQuantile(0.5 + confidence / 2) * Math.sqrt(calibration);
  return { known: true, evidence: { interval, scale: 'linear', variancePerCase: () => sampling, calibration: reach } };
}
