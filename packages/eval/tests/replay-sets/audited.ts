import { type ReplaySet, rowsOf } from '@sluice/corpus/replay-sets';
import type { Check, Row } from '../golden-stats/check.ts';
import { valueBy } from '../score-by.ts';
import { byId, countTrue, percent, type SetCheck, sameTable } from './set-check.ts';

/** A strong and a weak model by an official rule, and what a rule that reads numbers says of each case. */
export const audited: SetCheck = async (set, check) => {
  const dataset = byId(set.dataset === undefined ? [] : rowsOf(set.dataset));
  const models = [...set.outputs].map(([model, path]) => ({ model, rows: rowsOf(path) }));
  const [strong, weak] = models.toSorted((a, b) => correct(b.rows) - correct(a.rows));
  if (!strong || !weak || models.length !== 2) throw new Error(`${set.name}: this form has two models`);
  const isClean = ({ id }: Row): boolean => dataset.get(id)?.metadata.contaminated !== true;
  compareArms(check, set.expected.all_rows, [strong.rows, weak.rows]);
  compareArms(check, set.expected.after_decontamination, [strong.rows.filter(isClean), weak.rows.filter(isClean)]);
  const lines: string[] = [];
  for (const { model, rows } of models) {
    const characters = rows.reduce((sum, row) => sum + row.output_chars, 0);
    check.equal(`${model} characters`, characters, set.expected.output_chars[model]);
    lines.push(`${model} ${correct(rows)}/${rows.length}, ${await audit(set, { model, rows, dataset }, check)}`);
  }
  return lines.join('; ');
};

function correct(rows: readonly Row[]): number {
  return countTrue(rows.map((row) => row.is_correct === true));
}

function compareArms(check: Check, golden: Row, [strong, weak]: readonly [readonly Row[], readonly Row[]]): void {
  const flags = (rows: readonly Row[]): readonly boolean[] => rows.map((row) => row.is_correct === true);
  check.equal('n', strong.length, golden.n);
  check.same('strong %', percent(correct(strong), strong.length), golden.strong_pct);
  check.same('weak %', percent(correct(weak), weak.length), golden.weak_pct);
  const cells = { what: 'table', golden: golden.table, names: ['strong_only', 'weak_only'] } as const;
  sameTable(check, cells, [flags(strong), flags(weak)]);
}

interface Audited {
  readonly model: string;
  readonly rows: readonly Row[];
  readonly dataset: ReadonlyMap<string, Row>;
}

async function audit(set: ReplaySet, { model, rows, dataset }: Audited, check: Check): Promise<string> {
  const golden = set.expected.scorer_audit[model];
  const wronglyFailed: string[] = [];
  const wronglyPassed: string[] = [];
  let equal = 0;
  for (const { id, output, is_correct: official } of rows) {
    const value = await valueBy('numeric', { config: { expected: dataset.get(id)?.expected }, output });
    equal += value;
    if (value === 1 && !official) wronglyFailed.push(id);
    if (value === 0 && official) wronglyPassed.push(id);
  }
  check.equal(`${model} total`, rows.length, golden.total);
  check.equal(`${model} false but equal`, wronglyFailed.length, golden.official_false_but_numeric_equal);
  check.equal(`${model} true but unequal`, wronglyPassed.length, golden.official_true_but_numeric_unequal);
  check.equal(`${model} false ids`, wronglyFailed.join(), golden.false_ids.join());
  check.equal(`${model} true ids`, wronglyPassed.join(), golden.true_ids.join());
  check.same(`${model} numeric %`, percent(equal, rows.length), golden.numeric_equal_accuracy_pct);
  return `numeric ${equal}, wrongly failed ${wronglyFailed.length}, wrongly passed ${wronglyPassed.length}`;
}
