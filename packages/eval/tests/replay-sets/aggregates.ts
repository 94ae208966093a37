import { join } from 'node:path';
import { rowsOf } from '@sluice/corpus/replay-sets';
import { costPerSuccess } from '../../src/statistics/index.ts';
import { percent, type SetCheck } from './set-check.ts';

/** One row a model: how many of how many passed and what it cost; published rates that do not fit are known. */
export const aggregates: SetCheck = (set, check) => {
  const rows = rowsOf(join(set.folder, 'models.jsonl'));
  const mismatches: string[] = [];
  let priced = 0;
  for (const row of rows) {
    const rate = percent(row.pass2, row.n);
    if (Math.abs(rate - row.published_pass_rate_2) > 0.05 + 1e-9) mismatches.push(row.model);
    if (row.total_cost_usd === null) {
      check.equal(`${row.model} unknown`, row.cost_per_success_usd, null);
      continue;
    }
    priced += 1;
    const successes = Array.from({ length: row.n }, (_, index) => index < row.pass2);
    const costs = successes.map(() => row.total_cost_usd / row.n);
    check.same(`${row.model} cost per success`, costPerSuccess({ costs, successes }), row.cost_per_success_usd);
  }
  check.equal('models', rows.length, set.expected.n_models);
  check.equal('with a cost', priced, set.expected.with_cost);
  const golden: { model: string; recomputed: number; n: number; pass_num_2: number }[] =
    set.expected.pass_rate_mismatches;
  check.equal(
    'published rates that do not fit',
    mismatches.sort().join(),
    golden
      .map(({ model }) => model)
      .sort()
      .join(),
  );
  for (const { model, recomputed, n, pass_num_2: passed } of golden) {
    check.within(`${model} recomputed`, percent(passed, n), recomputed, 0.05 + 1e-9);
  }
  return `${rows.length} models, ${priced} with a cost, ${mismatches.length} published rates that do not fit`;
};
