import { automaticMean } from '../../statistics/automatic.ts';
import { type ClusterId, clusterRobust } from '../../statistics/clusters/cluster-robust.ts';
import type { Interval } from '../../statistics/interval.ts';
import { moments, sum } from '../../statistics/mean/moments.ts';
import {
  type ArmCosts,
  costPerSuccessDifference,
  costPerSuccessInterval,
  costPerSuccessRatio,
} from '../../statistics/ratio/cost-per-success.ts';
import { fieller } from '../../statistics/ratio/fieller.ts';
import { independentRatio, logCostPerSuccess, logMean } from '../../statistics/ratio/independent-ratio.ts';
import { meanRatio } from '../../statistics/ratio/mean-ratio.ts';
import type { ArmRecords, CaseRecords } from './case-records.ts';
import { clusterProblem, effectiveClusters } from './cluster-problem.ts';
import { type Condition, isRatio, needsBaseline } from './condition.ts';
import { type Evidence, type Gathered, invalid } from './evidence.ts';
import { intervalOptions } from './interval-options.ts';
import { varianceOfWidth } from './variance-of-width.ts';

/** Evidence about money: mean cost or cost per success, one arm's level or two arms' difference or ratio. */
export function gatherCosts(condition: Condition, records: CaseRecords): Gathered {
  const clusters = effectiveClusters(records.clusters);
  const n = records.candidate.costs?.length ?? 0;
  const compared = needsBaseline(condition);
  const arms = [records.candidate, ...(compared && records.baseline ? [records.baseline] : [])];
  const perSuccess = condition.measure.kind === 'cost-per-success';
  const problem = arms.map((arm) => costProblem(arm, perSuccess)).find((found) => found !== undefined);
  const unusable = problem ?? clusterProblem(clusters);
  if (unusable !== undefined) return invalid(unusable, n);
  const candidate = armCosts(records.candidate);
  const baseline = compared && records.baseline ? armCosts(records.baseline) : undefined;
  if (perSuccess) {
    if (baseline && !anySuccess(baseline)) return invalid('the baseline never succeeded', n);
    if (!anySuccess(candidate)) {
      const reason = 'the candidate never succeeded: its cost per success is infinite';
      return { known: false, verdict: 'fail', reason, n };
    }
  }
  if (isRatio(condition) && baseline && Math.min(sum(baseline.costs), sum(candidate.costs)) <= 0) {
    return invalid('a ratio of costs needs a cost above 0 in both arms', n);
  }
  const question = { condition, candidate, baseline, clusters };
  if (records.paired === false && baseline) return gatherIndependent(question, baseline);
  return { known: true, evidence: perSuccess ? perSuccessEvidence(question) : meanEvidence(question) };
}

interface Question {
  readonly condition: Condition;
  readonly candidate: ArmCosts;
  readonly baseline: ArmCosts | undefined;
  readonly clusters: readonly ClusterId[] | undefined;
}

function costProblem({ costs, successes }: ArmRecords, perSuccess: boolean): string | undefined {
  if (costs === undefined) return 'cost is not recorded';
  const missing = costs.filter((cost) => cost === undefined).length;
  if (missing > 0) return `cost is not recorded for ${missing} of ${costs.length} cases`;
  return perSuccess && successes === undefined ? 'which cases succeeded is not recorded' : undefined;
}

function armCosts({ costs = [], successes = [] }: ArmRecords): ArmCosts {
  return { costs: costs.filter((cost) => cost !== undefined), successes };
}

function anySuccess({ successes }: ArmCosts): boolean {
  return successes.some((success) => Number(success) > 0);
}

function perSuccessEvidence({ condition, candidate, baseline, clusters }: Question): Evidence {
  const { confidence } = intervalOptions(condition);
  const pair = baseline && { baseline, candidate, clusters };
  if (pair && !isRatio(condition)) return smooth(costPerSuccessDifference(pair, confidence), 'linear', clusters);
  const interval = pair
    ? costPerSuccessRatio(pair, confidence)
    : costPerSuccessInterval({ ...candidate, clusters }, confidence);
  const evidence = smooth(interval, 'log', clusters);
  const means = baseline && { baseline: baseline.costs, candidate: candidate.costs };
  return means ? { ...evidence, fieller: fieller(means, confidence) } : evidence;
}

function meanEvidence({ condition, candidate, baseline, clusters }: Question): Evidence {
  const options = { ...intervalOptions(condition), clusters };
  if (baseline && isRatio(condition)) {
    const pair = { baseline: baseline.costs, candidate: candidate.costs, clusters };
    const evidence = smooth(meanRatio(pair, options.confidence), 'log', clusters);
    return { ...evidence, fieller: fieller(pair, options.confidence) };
  }
  const values = baseline ? candidate.costs.map((cost, index) => cost - (baseline.costs[index] ?? 0)) : candidate.costs;
  const variance = clusters ? clusterRobust(values, clusters).cr1 ** 2 * values.length : moments(values).sd ** 2;
  return {
    interval: automaticMean(values, options),
    scale: 'linear',
    variancePerCase: () => variance,
    ...(clusters ? { clusters: new Set(clusters).size } : {}),
  };
}

function smooth(interval: Interval, scale: 'linear' | 'log', clusters: readonly ClusterId[] | undefined): Evidence {
  const variance = varianceOfWidth(interval, scale);
  return {
    interval,
    scale,
    variancePerCase: () => variance,
    ...(clusters ? { clusters: new Set(clusters).size } : {}),
  };
}

function gatherIndependent({ condition, candidate }: Question, baseline: ArmCosts): Gathered {
  if (!isRatio(condition)) return invalid('a difference of costs needs the same cases in both arms; use a ratio');
  const { confidence } = intervalOptions(condition);
  const logOf =
    condition.measure.kind === 'cost-per-success' ? logCostPerSuccess : (arm: ArmCosts) => logMean(arm.costs);
  const interval = independentRatio(logOf(baseline), logOf(candidate), confidence);
  return { known: true, evidence: smooth(interval, 'log', undefined) };
}
