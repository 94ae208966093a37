import { cohenKappa, gwetAc1, kappaInterval } from '../../src/statistics/agreement/kappa.ts';
import {
  correlationInterval,
  correlationTest,
  kendallTauB,
  pearson,
  spearman,
} from '../../src/statistics/correlation/correlation.ts';
import { normalQuantile } from '../../src/statistics/distributions/normal.ts';
import { predictionPowered, tunedPredictionPowered } from '../../src/statistics/judge/prediction-powered.ts';
import { roganGladen } from '../../src/statistics/judge/rogan-gladen.ts';
import { mean, moments } from '../../src/statistics/mean/moments.ts';
import {
  casesForMcNemar,
  casesForPairedMean,
  casesForPairedRate,
  casesForPairedT,
  casesForTwoRates,
  casesForTwoRatesArcsine,
  casesWithRepeats,
} from '../../src/statistics/power/sample-sizes.ts';
import { bradleyTerry } from '../../src/statistics/ranking/bradley-terry.ts';
import { empiricalBernstein } from '../../src/statistics/sequential/empirical-bernstein.ts';
import {
  criticalValues,
  crossingProbabilities,
  lookLevels,
  spendingCriticalValues,
  spentBy,
} from '../../src/statistics/sequential/group-sequential.ts';
import { bettingInterval, evidenceProcess } from '../../src/statistics/sequential/hedged-betting.ts';
import { mixtureLikelihoodRatio, normalMixtureRadius } from '../../src/statistics/sequential/normal-mixture.ts';
import type { Row, Section } from './check.ts';

/** Of R's one-dimensional root finder, whose default tolerance these golden values carry. */
const rootFinder = 1e-5;

/** Sample sizes, agreement, ranking, looks and judges. */
export const furtherSections: Record<string, Section> = {
  power_paired_continuous(row, check) {
    const effect = { sd: row.sd_of_differences, delta: row.delta };
    const two = { alpha: row.alpha / 2, power: row.power };
    check.same('normal', casesForPairedMean(effect, two), row.n_two_sided_normal);
    check.relative('t', casesForPairedT(effect, two), row.n_two_sided_t_exact, rootFinder);
    check.equal('t, whole', Math.ceil(casesForPairedT(effect, two)), row.n_two_sided_t);
    check.equal('one-sided', Math.ceil(casesForPairedT(effect, { ...two, alpha: row.alpha })), row.n_one_sided_t);
  },

  power_paired_binary(row, check) {
    const effect = { psi: row.discordant_rate, delta: row.delta };
    const two = { alpha: 0.025, power: row.power };
    const mcnemar = casesForMcNemar(effect, two);
    const gate = casesForPairedRate({ psi: effect.psi, delta: 0, margin: row.delta }, { ...two, alpha: 0.05 });
    check.same('mcnemar', mcnemar, row.n_mcnemar_connor1987_two_sided_5pct);
    check.equal('mcnemar, whole', Math.ceil(mcnemar), row.n_mcnemar_ceiling);
    check.same('wald', casesForPairedRate({ ...effect, margin: 0 }, two), row.n_wald_two_sided);
    check.same('gate', gate, row.n_noninferiority_true_diff_0_margin_delta_one_sided_5pct);
    check.equal('gate, whole', Math.ceil(gate), row.n_noninferiority_ceiling);
  },

  power_two_proportions(row, check) {
    const two = { alpha: 0.025, power: row.power };
    check.relative(
      'pooled',
      casesForTwoRates(row as { p1: number; p2: number }, two),
      row.n_per_arm_power_prop_test,
      rootFinder,
    );
    check.relative(
      'arcsine',
      casesForTwoRatesArcsine(row as { p1: number; p2: number }, two),
      row.n_per_arm_pwr_2p_arcsine,
      rootFinder,
    );
  },

  power_miller_2024(row, check) {
    const within = [row.sigmaA2, row.sigmaB2].map((variance: number) => ({ variance, repeats: row.K }));
    const ours = casesWithRepeats(
      { between: row.omega2, within, delta: row.delta },
      { alpha: row.alpha / 2, power: row.power },
    );
    check.same('cases', ours, row.n);
  },

  correlation(row, check) {
    const r = pearson(row.x, row.y);
    const n = row.x.length;
    check.same('pearson', r, row.pearson);
    const [low, high] = correlationInterval(r, n);
    check.ends('fisher', { low, high }, row.pearson_ci95_fisher);
    check.relative('p', correlationTest(r, n), row.pearson_p, 1e-8);
    check.same('spearman', spearman(row.x, row.y), row.spearman);
    check.same('kendall', kendallTauB(row.x, row.y), row.kendall_tau_b);
  },

  kappa(row, check) {
    const plain = cohenKappa(row.table);
    const [low = 0, high = 0] = kappaInterval(plain) ?? [];
    check.equal('n', plain.n, row.n);
    check.same('kappa', plain.kappa, row.kappa);
    check.same('psych', plain.kappa, row.psych_kappa);
    check.same('error', plain.error, row.se_kappa_vcd);
    check.ends('interval', { low, high }, row.kappa_ci95_vcd);
    check.ends('psych interval', { low, high }, row.psych_ci95);
    check.same('linear', cohenKappa(row.table, 'linear').kappa, row.kappa_linear);
    check.same('quadratic', cohenKappa(row.table, 'quadratic').kappa, row.kappa_quadratic);
    check.same('ac1', gwetAc1(row.table), row.gwet_ac1);
    check.same('agreement', plain.agreement, row.raw_agreement);
  },

  bradley_terry(row, check) {
    const matches = row.wins.map((game: Row) => ({ a: game.a, b: game.b, aWins: game.a_wins, bWins: game.b_wins }));
    const ours = bradleyTerry(matches, row.reference);
    check.equal('converged', ours.converged, true);
    for (const [player, ability] of Object.entries(row.log_ability)) {
      // glm stops at a relative deviance change of 1e-8.
      check.within(`ability of ${player}`, ours.logAbility.get(player), ability as number, 1e-6);
      check.within(`error of ${player}`, ours.error.get(player), row.se[player], 1e-5);
    }
    check.relative('deviance', ours.deviance, row.deviance, 1e-7);
  },

  confidence_sequences(row, check) {
    for (const [index, time] of row.at.entries()) {
      const seen = row.x.slice(0, time);
      const betting = bettingInterval(seen, { alpha: row.alpha });
      const golden = row.hedged_betting_grid1000;
      check.within(`betting low at ${time}`, betting.low, golden.lo[index], golden.tolerance);
      check.within(`betting high at ${time}`, betting.high, golden.hi[index], golden.tolerance);
      const [low, high] = empiricalBernstein(seen, row.alpha);
      check.same(`bernstein low at ${time}`, low, row.empirical_bernstein_predictable.lo[index]);
      check.same(`bernstein high at ${time}`, high, row.empirical_bernstein_predictable.hi[index]);
    }
    const evidence = evidenceProcess(row.x, 0.5, row.alpha);
    const golden = row['e_process_H0_mean_le_0.5'];
    for (const [index, time] of golden.at.entries()) {
      check.same(`evidence at ${time}`, evidence[time - 1], golden.e[index]);
    }
  },

  normal_mixture(row, check) {
    const question = { n: row.n, sd: row.sd, mixture: row.rho2 };
    check.same('radius', normalMixtureRadius(question, row.alpha), row.normal_mixture_radius);
    check.same('likelihood ratio', mixtureLikelihoodRatio(question, 0.03), row['msprt_mean0.03_tau2']);
  },

  group_sequential(row, check) {
    const { type, looks, alpha_one_sided: alpha, critical_z: golden } = row;
    if (type === 'lan_demets_spending_obrien_fleming') {
      const ours = spendingCriticalValues(looks, alpha);
      for (const [index, value] of ours.entries()) {
        check.relative(`z ${index}`, value, golden[index], rootFinder);
        check.relative(`spent ${index}`, spentBy((index + 1) / looks, alpha), row.alpha_spent[index], rootFinder);
      }
      return;
    }
    const kind = type === 'obrien_fleming' ? 'obrien-fleming' : type;
    const ours = criticalValues({ kind, looks, alpha });
    const levels = lookLevels({ kind, looks, alpha });
    for (const [index, value] of ours.entries()) {
      check.relative(`${type} z ${index}`, value, golden[index], rootFinder);
      check.relative(`${type} level ${index}`, levels[index], row.stage_levels[index], 1e-4);
    }
    check.same(
      `${type} total`,
      crossingProbabilities(ours).reduce((total, chance) => total + chance, 0),
      alpha,
    );
  },

  prediction_powered(row, check) {
    const ones = row.Yhat_unlabelled_sum;
    const unlabelled = Array.from({ length: row.N_unlabelled }, (_, index) => (index < ones ? 1 : 0));
    const given = { labels: row.Y, judged: row.Yhat, unlabelled };
    const plain = predictionPowered(given, 1 - row.alpha);
    const tuned = tunedPredictionPowered(given, 1 - row.alpha);
    check.equal('labelled', row.Y.length, row.n_labelled);
    check.same('estimate', plain.estimate, row.estimate);
    check.same('error', plain.error, row.se);
    check.ends('interval', plain, row.ci);
    check.same('weight', tuned.weight, row.tuned_lambda_pooled_variance);
    check.same('tuned estimate', tuned.estimate, row.tuned_estimate);
    check.ends('tuned interval', tuned, row.tuned_ci);
    const centre = mean(row.Y);
    const { sd, n } = moments(row.Y);
    const half = normalQuantile(1 - row.alpha / 2) * sd * (Math.sqrt((n - 1) / n) / Math.sqrt(n));
    check.ends('labels only', { low: centre - half, high: centre + half }, row.labelled_only_wald_ci);
  },

  judge_correction_rogan_gladen(row, check) {
    const ours = roganGladen({
      positive: { successes: row.judge_positive, n: row.n },
      sensitivity: { successes: row.sensitivity[0], n: row.sensitivity[1] },
      specificity: { successes: row.specificity[0], n: row.specificity[1] },
    });
    check.same('corrected', ours?.estimate, row.rogan_gladen);
    check.same('error', ours?.error, row.se_delta);
    check.same('low', ours?.low, row.ci95[0]);
    check.same('high', ours?.high, row.ci95[1]);
  },
};
