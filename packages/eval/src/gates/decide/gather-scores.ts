import { automaticInterval, automaticPairedDifference, isYesNo } from '../../statistics/automatic.ts';
import { type ClusterId, clusterRobust } from '../../statistics/clusters/cluster-robust.ts';
import { newcombe } from '../../statistics/independent/newcombe.ts';
import { welch } from '../../statistics/independent/welch.ts';
import type { Interval } from '../../statistics/interval.ts';
import { mean, moments, sum } from '../../statistics/mean/moments.ts';
import { mcnemar } from '../../statistics/paired-binary/mcnemar.ts';
import { pairedTable } from '../../statistics/paired-binary/paired-table.ts';
import { independentRatio, logMean } from '../../statistics/ratio/independent-ratio.ts';
import { linearisedError } from '../../statistics/ratio/influence-interval.ts';
import { linearisedMeanRatio, meanRatio } from '../../statistics/ratio/mean-ratio.ts';
import { alwaysValidInterval, alwaysValidProblem } from './always-valid-interval.ts';
import type { ArmRecords, CaseRecords, CaseScore } from './case-records.ts';
import { clusterProblem, effectiveClusters } from './cluster-problem.ts';
import { type Condition, directionOf, isRatio, needsBaseline } from './condition.ts';
import { type Evidence, type Gathered, invalid } from './evidence.ts';
import { intervalOptions, rangeOf } from './interval-options.ts';
import { unscoredProblem } from './unscored-problem.ts';

/** Below this many cases, scores that do not vary say nothing about variance. */
const fewestIdentical = 30;

/** Evidence about scores or the error rate: one arm's level, or two arms' difference or ratio. */
export function gatherScores(condition: Condition, records: CaseRecords): Gathered {
  const after = scoresOf(condition, records.candidate);
  const before = needsBaseline(condition) && records.baseline ? scoresOf(condition, records.baseline) : undefined;
  const problem = unscoredProblem(after) ?? (before && unscoredProblem(before));
  if (problem !== undefined) return invalid(problem);
  if (records.paired === false && before) return gatherIndependent(condition, before, after);
  const kept = after.flatMap((score, index) =>
    typeof score === 'number' && (before === undefined || typeof before[index] === 'number') ? [index] : [],
  );
  const pick = (scores: readonly CaseScore[]) => kept.map((index) => Number(scores[index]));
  const clusters = effectiveClusters(records.clusters && kept.map((index) => records.clusters?.[index] ?? index));
  const values = [...pick(after), ...(before ? pick(before) : [])];
  const unusable =
    kept.length === 0
      ? 'there are no scored cases'
      : (clusterProblem(clusters) ?? alwaysValidProblem(condition, { values, clustered: clusters !== undefined }));
  if (unusable !== undefined) return invalid(unusable, kept.length);
  const unscored = after.filter((score, index) => score === 'unscored' || before?.[index] === 'unscored').length;
  const gathered = before
    ? gatherPaired(condition, { baseline: pick(before), candidate: pick(after), clusters })
    : gatherLevel(condition, pick(after), clusters);
  return gathered.known ? { known: true, evidence: { ...gathered.evidence, unscored } } : gathered;
}

function scoresOf({ measure }: Condition, arm: ArmRecords): readonly CaseScore[] {
  return measure.kind === 'error-rate' ? (arm.errors ?? []).map(Number) : (arm.scores ?? []);
}

function gatherLevel(
  condition: Condition,
  values: readonly number[],
  clusters: readonly ClusterId[] | undefined,
): Gathered {
  const rate = isYesNo(values);
  const independent = clusters ? new Set(clusters).size : values.length;
  const { sd } = moments(values);
  if (!rate && isConstant(values) && independent < fewestIdentical)
    return invalid(sameScores({ candidate: values, clusters }), values.length);
  const failure = directionOf(condition) === 'lower' ? 1 : 0;
  const interval =
    condition.interval === 'always-valid'
      ? alwaysValidInterval(values, condition)
      : automaticInterval(values, {
          ...intervalOptions(condition),
          clusters,
          failure,
          range: rangeOf(condition, { values, compared: false }),
        });
  const variance = clusters ? clusterRobust(values, clusters).cr1 ** 2 * values.length : sd ** 2;
  return {
    known: true,
    evidence: {
      interval,
      scale: 'linear',
      variancePerCase: () => variance,
      ...(rate && !clusters ? { rate } : {}),
      ...fewestOf(interval),
      ...clusterFacts(values, clusters),
    },
  };
}

function clusterFacts(
  values: readonly number[],
  clusters: readonly ClusterId[] | undefined,
): Pick<Evidence, 'clusters' | 'standardError'> {
  if (clusters === undefined) return {};
  const { naive, cr1, clusters: count } = clusterRobust(values, clusters);
  return { clusters: count, standardError: { naive, clustered: cr1 } };
}

interface Pairs {
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
  readonly clusters: readonly ClusterId[] | undefined;
}

function gatherPaired(condition: Condition, pairs: Pairs): Gathered {
  if (isRatio(condition)) return gatherRatio(condition, pairs);
  const { baseline, candidate, clusters } = pairs;
  const n = candidate.length;
  const yesNo = isYesNo(baseline) && isYesNo(candidate);
  const differences = candidate.map((value, index) => value - (baseline[index] ?? 0));
  const independent = clusters ? new Set(clusters).size : n;
  // Pass rates that agree are bounded by Tango over the clusters; other numbers would have an interval of no width.
  const constant = yesNo ? differences.every((value) => value === 0) : isConstant(differences);
  if (constant && (yesNo ? n : independent) < fewestIdentical) return invalid(sameScores(pairs), n);
  const { sd } = moments(differences);
  const psi = mean(differences.map((value) => value * value));
  const variance = clusters ? clusterRobust(differences, clusters).cr1 ** 2 * n : sd ** 2;
  const interval = pairedInterval(condition, pairs, differences);
  const table = yesNo ? pairedTable(baseline, candidate) : undefined;
  return {
    known: true,
    evidence: {
      interval,
      ...fewestOf(interval),
      scale: 'linear',
      variancePerCase: (assumed) => (yesNo && !clusters ? Math.max(0, psi - assumed * assumed) : variance),
      ...(table ? { table, midP: mcnemar(table).midP } : {}),
      ...clusterFacts(differences, clusters),
    },
  };
}

function pairedInterval(condition: Condition, pairs: Pairs, differences: readonly number[]): Interval {
  if (condition.interval === 'always-valid') return alwaysValidInterval(differences, condition);
  const range = rangeOf(condition, { values: [...pairs.baseline, ...pairs.candidate], compared: true });
  const options = { ...intervalOptions(condition), clusters: pairs.clusters, range };
  return automaticPairedDifference(pairs.baseline, pairs.candidate, options);
}

function gatherRatio(condition: Condition, pairs: Pairs): Gathered {
  const n = pairs.candidate.length;
  const lowest = Math.min(sum(pairs.baseline), sum(pairs.candidate));
  if (lowest <= 0) return invalid('a ratio needs a mean above 0 in both arms; use a difference', n);
  const error = linearisedError(linearisedMeanRatio(pairs));
  if (error === 0 && n < fewestIdentical) return invalid(sameScores(pairs), n);
  return {
    known: true,
    evidence: {
      interval: meanRatio(pairs, intervalOptions(condition).confidence),
      scale: 'log',
      variancePerCase: () => error ** 2 * n,
      ...(pairs.clusters ? { clusters: new Set(pairs.clusters).size } : {}),
    },
  };
}

function gatherIndependent(condition: Condition, before: readonly CaseScore[], after: readonly CaseScore[]): Gathered {
  const baseline = before.filter((score) => typeof score === 'number');
  const candidate = after.filter((score) => typeof score === 'number');
  const { confidence } = intervalOptions(condition);
  const n = baseline.length + candidate.length;
  if (isRatio(condition)) {
    if (Math.min(sum(baseline), sum(candidate)) <= 0) return invalid('a ratio needs a mean above 0 in both arms', n);
    const [first, second] = [logMean(baseline), logMean(candidate)];
    const interval = independentRatio(first, second, confidence);
    const variance = (first.error ** 2 + second.error ** 2) * n;
    return { known: true, evidence: { interval, scale: 'log', variancePerCase: () => variance } };
  }
  const rates = isYesNo(baseline) && isYesNo(candidate);
  const [first, second] = [moments(baseline), moments(candidate)];
  if (!rates && isConstant(baseline) && isConstant(candidate) && n < 2 * fewestIdentical)
    return invalid(sameScores({ candidate: [...baseline, ...candidate], clusters: undefined }), n);
  const interval = rates
    ? newcombe(count(baseline), count(candidate), confidence)
    : welch(baseline, candidate, confidence);
  const variance = (first.sd ** 2 / first.n + second.sd ** 2 / second.n) * n;
  return { known: true, evidence: { interval, scale: 'linear', variancePerCase: () => variance } };
}

/** The permutation test cannot reject at level alpha with fewer than log2(1 / alpha) cases. */
function fewestOf({ method, confidence }: Interval): { readonly fewest?: number } {
  return method === 'sign-flip' ? { fewest: Math.ceil(Math.log2(2 / (1 - confidence)) - 1e-9) } : {};
}

/** Equal but for rounding: 0.8 - 0.7 is not 0.9 - 0.8. */
function isConstant(values: readonly number[]): boolean {
  const first = values[0] ?? 0;
  return values.every((value) => Math.abs(value - first) <= 1e-12 * Math.max(1, Math.abs(first)));
}

function count(values: readonly number[]): { successes: number; n: number } {
  return { successes: sum(values), n: values.length };
}

function sameScores({ candidate, clusters }: Pick<Pairs, 'candidate' | 'clusters'>): string {
  const count = clusters ? `there are ${new Set(clusters).size} clusters` : `n is ${candidate.length}`;
  return `all scores are identical and ${count}, below ${fewestIdentical}: nothing is known about their variance`;
}
