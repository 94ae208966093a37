import { decide } from '../../src/gates/decide/decide.ts';
import { verdictOfInterval } from '../../src/gates/decide/verdict-of-interval.ts';
import {
  bcaInterval,
  bcaLevels,
  biasCorrection,
  jackknifeAcceleration,
  percentileInterval,
} from '../../src/statistics/bootstrap/bca.ts';
import { meanStatistic, sortedReplicates } from '../../src/statistics/bootstrap/replicates.ts';
import {
  clusterInterval,
  clusterIntervalReduced,
  clusterRobust,
} from '../../src/statistics/clusters/cluster-robust.ts';
import { normalQuantile } from '../../src/statistics/distributions/normal.ts';
import { varianceComponents } from '../../src/statistics/epochs/variance-components.ts';
import { mannWhitney } from '../../src/statistics/independent/mann-whitney.ts';
import { welch } from '../../src/statistics/independent/welch.ts';
import { moments } from '../../src/statistics/mean/moments.ts';
import { signFlipTest } from '../../src/statistics/mean/sign-flip.ts';
import { tInterval } from '../../src/statistics/mean/t-interval.ts';
import { equivalenceTest, nonInferiorityTest, tTest } from '../../src/statistics/mean/t-test.ts';
import { wilcoxonSignedRank } from '../../src/statistics/mean/wilcoxon.ts';
import { quantileOfSorted } from '../../src/statistics/quantile/quantile.ts';
import type { Check, Row, Section } from './check.ts';

/** Means, clusters, repeats and bootstraps. */
export const meanSections: Record<string, Section> = {
  paired_continuous(row, check) {
    const { n, mean, sd } = moments(row.d);
    check.equal('n', n, row.n);
    check.same('mean', mean, row.mean);
    check.same('sd', sd, row.sd);
    check.same('se', sd / Math.sqrt(n), row.se);
    // Constant differences have no test in R, and no verdict from a gate.
    if (row.kind === 'const') {
      check.equal('gate', gateOn(row.d), 'invalid');
      return;
    }
    for (const level of [90, 95, 99]) check.ends(`t ${level}`, tInterval(row.d, level / 100), row[`t_ci${level}`]);
    const half = (normalQuantile(0.975) * sd) / Math.sqrt(n);
    check.ends('z', { low: mean - half, high: mean + half }, row.z_ci95);
    pairedTests(row, check);
  },

  two_sample_continuous(row, check) {
    const ours = welch(row.a, row.b);
    // The golden difference is one arm minus the other in either order.
    const sign = Math.sign(row.diff) === Math.sign(ours.estimate) ? 1 : -1;
    const ends = sign === 1 ? ours : { low: -ours.high, high: -ours.low };
    check.same('difference', sign * ours.estimate, row.diff);
    check.ends('welch', ends, row.welch_ci95);
    check.same('degrees', ours.degrees, row.df);
    check.same('p', ours.p, row.p);
    check.same('mann-whitney', mannWhitney(row.a, row.b), row.mann_whitney_p_asymptotic_cc);
  },

  clustered_se(row, check) {
    checkClusters({ values: row.y, clusters: row.cluster, row, check });
  },

  epochs(row, check) {
    const scores: number[][] = row.scores_question_by_epoch;
    const parts = varianceComponents(scores);
    check.same('mean', parts.mean, row.mean);
    check.same('between square', parts.meanSquareBetween, row.ms_between);
    check.same('within square', parts.meanSquareWithin, row.ms_within);
    check.same('between', parts.between, row.var_between);
    check.same('within', parts.within, row.var_within);
    check.same('icc', parts.icc, row.icc1);
    check.same('error', parts.error, row.se_of_question_means);
    check.same('naive error', parts.naiveError, row.se_naive);
    check.ends('t', tInterval(scores.map((question) => moments(question).mean)), row.ci95_t_question_means);
  },

  bca_bootstrap_R100000(row, check) {
    const options = { confidence: row.conf, resamples: row.R };
    const bca = bcaInterval(row.x, options);
    const percentile = percentileInterval(row.x, options);
    const basic = { low: 2 * bca.estimate - percentile.high, high: 2 * bca.estimate - percentile.low };
    check.equal('statistic', row.statistic, 'mean');
    check.same('estimate', bca.estimate, row.estimate);
    check.same('acceleration', jackknifeAcceleration(row.x), row.acceleration_jackknife);
    for (const [name, ours] of Object.entries({ bca, percentile, basic })) {
      check.within(`${name} low`, ours.low, row[name][0], row.tolerance);
      check.within(`${name} high`, ours.high, row[name][1], row.tolerance);
    }
    const spread = moments([...sortedReplicates(row.x, meanStatistic, options)]).sd;
    check.relative('standard error', spread, row.boot_se, 0.02);
  },

  ideal_bootstrap_full_enumeration(row, check) {
    const statistic = row.statistic === 'median' ? median : meanStatistic;
    const all = everyResample(row.x).map(statistic).sort();
    const estimate = statistic(Float64Array.from(row.x));
    const { n, mean, sd } = moments([...all]);
    check.equal('resamples', n, row.resamples);
    check.same('mean', mean, row.mean);
    check.relative('sd', sd * Math.sqrt((n - 1) / n), row.sd, 1e-9);
    enumeratedBca(row, check, { all, estimate, acceleration: jackknifeAcceleration(row.x, statistic) });
  },
};

/** Shared with the golden gates: every standard error and interval of clustered values. */
export function checkClusters(of: { values: number[]; clusters: (string | number)[]; row: Row; check: Check }): void {
  const { values, clusters, row, check } = of;
  const robust = clusterRobust(values, clusters);
  check.equal('n', robust.n, row.n);
  check.equal('clusters', robust.clusters, row.clusters);
  check.same('mean', robust.mean, row.mean);
  check.same('naive', robust.naive, row.se_iid);
  check.same('CR0', robust.cr0, row.se_clustered_CR0);
  check.same('CR1', robust.cr1, row.se_CR1_G_over_Gm1);
  check.same('CR1S', robust.cr1, row.se_CR1S_stata);
  check.same('CR2', robust.cr2, row.se_CR2);
  check.same('degrees', robust.degrees, row.df_satterthwaite);
  check.ends('CR2 interval', clusterIntervalReduced(values, clusters), row.ci95_CR2_satterthwaite);
  const half = normalQuantile(0.975) * robust.cr0;
  check.ends('CR0 interval', { low: robust.mean - half, high: robust.mean + half }, row.ci95_CR0_normal);
  if (row.ci95_CR1_t_Gm1) check.ends('CR1 95', clusterInterval(values, clusters), row.ci95_CR1_t_Gm1);
  if (row.ci90_CR1_t_Gm1) check.ends('CR1 90', clusterInterval(values, clusters, 0.9), row.ci90_CR1_t_Gm1);
}

function gateOn(differences: readonly number[]): string {
  const records = {
    baseline: { scores: differences.map(() => 0.5) },
    candidate: { scores: differences.map((d) => 0.5 + d) },
  };
  return decide({ measure: { kind: 'score' }, comparison: { kind: 'not_worse', margin: 0.05 } }, records).verdict;
}

function pairedTests(row: Row, check: Check): void {
  const test = tTest(row.d);
  check.same('t', test.t, row.t);
  check.same('two-sided', test.twoSided, row.p_two_sided);
  check.same('greater', test.greater, row.p_greater);
  const golden = row['noninferiority_margin_0.05'];
  const rule = { comparison: { kind: 'not_worse', margin: 0.05 }, direction: 'higher' } as const;
  check.same('non-inferiority', nonInferiorityTest(row.d, 0.05), golden.p_one_sided);
  check.equal('decision', verdictOfInterval(rule, tInterval(row.d, 0.9)), golden.decision_conf95_one_sided);
  check.same('equivalence', equivalenceTest(row.d, 0.05), row['tost_equivalence_0.05']);
  if (row.wilcoxon_signed_rank_exact_p != null) {
    check.same('wilcoxon', wilcoxonSignedRank(row.d), row.wilcoxon_signed_rank_exact_p);
  }
  if (row.sign_flip_exact_p != null) check.same('sign flip', signFlipTest(row.d), row.sign_flip_exact_p);
}

function enumeratedBca(
  row: Row,
  check: Check,
  ours: { all: Float64Array; estimate: number; acceleration: number },
): void {
  const { all, estimate, acceleration } = ours;
  const tail = (1 - row.conf) / 2;
  const slack = 1e-9;
  check.same('quantile low', quantileOfSorted(all, tail, 1), row.quantiles_type1[0]);
  check.same('quantile high', quantileOfSorted(all, 1 - tail, 1), row.quantiles_type1[1]);
  const below = all.filter((value) => value < estimate - slack).length / all.length;
  const equal = all.filter((value) => Math.abs(value - estimate) <= slack).length / all.length;
  check.same('below', below, row.prop_less);
  check.same('equal', equal, row.prop_equal);
  const bias = biasCorrection(all, estimate);
  check.same('z0', bias, row.z0_half_ties);
  check.same('z0 strict', normalQuantile(below), row.z0_strict);
  check.same('acceleration', acceleration, row.acceleration);
  const [lower, upper] = bcaLevels({ bias, acceleration, confidence: row.conf });
  check.same('level low', lower, row.bca_levels_half_ties[0]);
  check.same('level high', upper, row.bca_levels_half_ties[1]);
  const strict = bcaLevels({ bias: normalQuantile(below), acceleration, confidence: row.conf });
  check.same('strict level low', strict[0], row.bca_levels_strict[0]);
  check.same('strict level high', strict[1], row.bca_levels_strict[1]);
  check.same('bca low', quantileOfSorted(all, lower, 1), row.bca_type1_half_ties[0]);
  check.same('bca high', quantileOfSorted(all, upper, 1), row.bca_type1_half_ties[1]);
}

function everyResample(values: readonly number[]): { map(statistic: (sample: Float64Array) => number): Float64Array } {
  const n = values.length;
  return {
    map(statistic) {
      const results = new Float64Array(n ** n);
      const sample = new Float64Array(n);
      for (let code = 0; code < results.length; code += 1) {
        let rest = code;
        for (let place = 0; place < n; place += 1) {
          sample[place] = values[rest % n] ?? 0;
          rest = Math.floor(rest / n);
        }
        results[code] = statistic(sample);
      }
      return results;
    },
  };
}

function median(values: Float64Array): number {
  return quantileOfSorted(values.slice().sort(), 0.5);
}
