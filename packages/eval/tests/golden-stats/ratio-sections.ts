import * as adjust from '../../src/statistics/multiplicity/adjust-p-values.ts';
import {
  fewestForUpperBound,
  lowerRank,
  quantileInterval,
  twoSidedRanks,
  upperRank,
} from '../../src/statistics/quantile/order-statistic.ts';
import { type QuantileType, quantile } from '../../src/statistics/quantile/quantile.ts';
import { quantileRatio } from '../../src/statistics/quantile/quantile-comparison.ts';
import {
  costPerSuccess,
  costPerSuccessRatio,
  linearisedCostPerSuccessRatio,
} from '../../src/statistics/ratio/cost-per-success.ts';
import { fieller } from '../../src/statistics/ratio/fieller.ts';
import { linearisedError } from '../../src/statistics/ratio/influence-interval.ts';
import { linearisedMeanRatio, meanRatio, type PairedNumbers } from '../../src/statistics/ratio/mean-ratio.ts';
import type { Check, Row, Section } from './check.ts';

/** Quantiles, cost ratios and corrections for many tests. */
export const ratioSections: Record<string, Section> = {
  quantile_types(row, check) {
    for (const type of [1, 2, 6, 7, 8] as const satisfies QuantileType[]) {
      for (const [index, p] of row.probs.entries()) {
        check.same(`type ${type} at ${p}`, quantile(row.x, p, type), row[`type${type}`][index]);
      }
    }
  },

  quantile_order_statistic_ci(row, check) {
    const question = { n: row.n, p: row.p, confidence: row.conf };
    const at = `p ${row.p} of ${row.n} at ${row.conf}`;
    const ranks = twoSidedRanks(question);
    check.same(`${at} lower`, ranks.lower, row.two_sided_lower_rank);
    check.same(`${at} upper`, ranks.upper, row.two_sided_upper_rank);
    check.same(`${at} coverage`, ranks.coverage, row.exact_coverage);
    check.same(`${at} one-sided upper`, upperRank(question)?.rank, row.one_sided_upper_rank);
    check.same(`${at} upper coverage`, upperRank(question)?.coverage, row.one_sided_upper_coverage);
    check.same(`${at} one-sided lower`, lowerRank(question)?.rank, row.one_sided_lower_rank);
    check.same(`${at} lower coverage`, lowerRank(question)?.coverage, row.one_sided_lower_coverage);
    check.equal(`${at} fewest`, fewestForUpperBound(row.p, row.conf), row.min_n_for_one_sided_upper);
  },

  p95_ratio(row, check) {
    const arms = { baseline: row.a as number[], candidate: row.b as number[], p: 0.95 };
    const ours = quantileRatio(arms);
    check.same('p95 a', quantile(row.a, 0.95), row.p95_a_type7);
    check.same('p95 b', quantile(row.b, 0.95), row.p95_b_type7);
    check.same('ratio', ours.estimate, row.ratio);
    const [low, high] = row.bootstrap_percentile_ci95;
    check.within('bootstrap low', ours.low, low, row.bootstrap_tolerance);
    check.within('bootstrap high', ours.high, high, row.bootstrap_tolerance);
    bonferroniEnds(row, check);
  },

  cost_ratio(row, check) {
    const pair = { baseline: row.x_baseline, candidate: row.y_candidate };
    checkFieller(pair, row.fieller, { check, confidence: row.conf });
    if (row.delta_log) checkLogDelta(pair, row.delta_log, { check, confidence: row.conf });
  },

  cost_per_success_ratio(row, check) {
    const baseline = { costs: row.costA, successes: row.okA.map(Boolean) };
    const candidate = { costs: row.costB, successes: row.okB.map(Boolean) };
    check.same('A', costPerSuccess(baseline), row.cost_per_success_A);
    check.same('B', costPerSuccess(candidate), row.cost_per_success_B);
    const ours = costPerSuccessRatio({ baseline, candidate }, row.conf);
    check.same('ratio', ours.estimate, row.ratio);
    check.same('error', linearisedError(linearisedCostPerSuccessRatio({ baseline, candidate })), row.se_log);
    check.ends('interval', ours, row.ci);
  },

  multiplicity(row, check) {
    const ours = {
      bonferroni: adjust.bonferroni,
      holm: adjust.holm,
      hochberg: adjust.hochberg,
      hommel: adjust.hommel,
      bh: adjust.benjaminiHochberg,
      by: adjust.benjaminiYekutieli,
    };
    const given = [...row.p];
    for (const [name, adjustment] of Object.entries(ours)) {
      for (const [index, value] of adjustment(row.p).entries()) check.same(`${name} ${index}`, value, row[name][index]);
    }
    check.equal('the input is left alone', JSON.stringify(row.p), JSON.stringify(given));
  },
};

/** Shared with the golden gates. */
export function checkFieller(pair: PairedNumbers, golden: Row, how: { check: Check; confidence: number }): void {
  const ours = fieller(pair, how.confidence);
  how.check.same('ratio', ours.ratio, golden.ratio);
  how.check.equal('bounded', ours.bounded, golden.bounded);
  how.check.same('g', ours.g, golden.g);
  how.check.same('t', ours.t, golden.t);
  how.check.same('fieller low', ours.low, golden.ci?.[0] ?? null);
  how.check.same('fieller high', ours.high, golden.ci?.[1] ?? null);
}

/** Shared with the golden gates. */
export function checkLogDelta(pair: PairedNumbers, golden: Row, how: { check: Check; confidence: number }): void {
  how.check.same('error', linearisedError(linearisedMeanRatio(pair)), golden.se_log);
  how.check.ends('log delta', meanRatio(pair, how.confidence), golden.ci as [number, number]);
}

/** Both arms at 97.5 %, so that the ratio of the ends covers at 95 %. */
function bonferroniEnds(row: Row, check: Check): void {
  const a = quantileInterval(row.a, 0.95, 0.975);
  const b = quantileInterval(row.b, 0.95, 0.975);
  const golden = row.bonferroni_ci95;
  check.same('a low', a.low, golden.a[0]);
  check.same('a high', a.high, golden.a[1]);
  check.same('b low', b.low, golden.b[0]);
  check.same('b high', b.high, golden.b[1]);
  if (golden.ratio[0] !== null) {
    check.same('bonferroni low', b.low / a.high, golden.ratio[0]);
    check.same('bonferroni high', b.high / a.low, golden.ratio[1]);
  }
}
