import { rowsOf } from '@sluice/corpus/replay-sets';
import { passAtK, passHatK } from '../../src/metrics/pass-at-k.ts';
import { mean, varianceComponents } from '../../src/statistics/index.ts';
import { countTrue, type SetCheck } from './set-check.ts';

/** Repeated trials of each task: pass@k, pass^k, components of variance, both standard errors. */
export const epochs: SetCheck = (set, check) => {
  const { expected } = set;
  const lines: string[] = [];
  for (const [model, path] of set.outputs) {
    const trials = Map.groupBy(rowsOf(path), (row) => row.id as string);
    const scores = [...trials.values()].map((rows) => rows.map((row) => Number(row.is_correct)));
    check.equal(`${model} tasks`, trials.size, expected.n_tasks);
    for (const [task, rows] of trials) {
      check.equal(`${task} trials`, rows.length, expected.epochs);
      check.equal(`${task} successes`, countTrue(rows.map((row) => row.is_correct)), expected.successes_per_task[task]);
    }
    const samples = scores.map((row) => ({ samples: row.length, correct: row.filter((score) => score === 1).length }));
    for (const [k, golden] of Object.entries<{ recomputed: number; published: number }>(expected.pass_hat_k)) {
      const value = mean(samples.map((one) => passHatK(one, Number(k))));
      check.same(`pass^${k}`, value, golden.recomputed);
      check.within(`pass^${k} published`, value, golden.published, 0.0005 + 1e-9);
    }
    for (const [k, golden] of Object.entries<number>(expected.pass_at_k)) {
      check.same(`pass@${k}`, mean(samples.map((one) => passAtK(one, Number(k)))), golden);
    }
    const parts = varianceComponents(scores);
    check.same('mean', parts.mean, expected.mean);
    check.same('ms between', parts.meanSquareBetween, expected.variance_components.ms_between);
    check.same('ms within', parts.meanSquareWithin, expected.variance_components.ms_within);
    check.same('between', parts.between, expected.variance_components.between_question_variance);
    check.same('within', parts.within, expected.variance_components.within_question_variance);
    check.same('icc', parts.icc, expected.variance_components.icc1);
    check.same('error', parts.error, expected.standard_error.of_question_means);
    const naive = Object.entries<number>(expected.standard_error).find(([name]) => name.startsWith('naive'))?.[1];
    // Golden with n in the denominator, ours with n - 1.
    const runs = scores.flat().length;
    check.same('naive error', parts.naiveError * Math.sqrt((runs - 1) / runs), naive);
    const costs = rowsOf(path).map((row) => row.user_simulator_cost_usd);
    const known = costs.filter((cost) => cost !== null);
    check.same(
      'cost',
      known.reduce((sum, cost) => sum + cost, 0),
      expected.user_simulator_cost.total,
    );
    check.equal('unknown costs', costs.length - known.length, expected.user_simulator_cost.null);
    lines.push(`${model} ${trials.size} tasks x ${expected.epochs}, mean ${parts.mean.toFixed(3)}`);
  }
  return lines.join('; ');
};
