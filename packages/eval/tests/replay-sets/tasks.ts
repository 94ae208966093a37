import { rowsOf } from '@sluice/corpus/replay-sets';
import type { Row } from '../golden-stats/check.ts';
import { valueBy } from '../score-by.ts';
import { byId, countTrue, percent, type SetCheck, sameTable } from './set-check.ts';

/** Short names of arms in golden tables. */
const shortNames: Readonly<Record<string, string>> = { 'answer-only': 'ao' };

/** One file for each arm, whose name ends with the arm's; accuracies by task and paired tables. */
export const tasks: SetCheck = async (set, check) => {
  const dataset = byId(set.dataset === undefined ? [] : rowsOf(set.dataset));
  const taskOf = ({ id }: Row): string => dataset.get(id)?.metadata.task;
  const found = [...new Set([...dataset.values()].map((row) => row.metadata.task as string))].sort();
  check.equal('n', dataset.size, set.expected.n);
  check.equal('tasks', found.join(), [...set.expected.tasks_here].sort().join());
  const names = [...new Set(Object.values<Row>(set.expected.per_task).flatMap(Object.keys))];
  const arms = await Promise.all(
    names.map(async (name) => {
      const path = [...set.outputs].find(([model]) => model.endsWith(`-${name}`))?.[1];
      if (path === undefined) throw new Error(`${set.name}: no outputs file ends with -${name}`);
      const rows = rowsOf(path);
      check.equal(`${name} exact agrees`, await agreeing(rows, dataset), rows.length);
      return { name, rows };
    }),
  );
  for (const task of found) {
    for (const { name, rows } of arms) {
      const flags = rows.filter((row) => taskOf(row) === task).map((row) => row.is_correct === true);
      const golden = set.expected.per_task[task][name];
      check.equal(`${task} ${name} n`, flags.length, golden.n);
      check.equal(`${task} ${name} correct`, countTrue(flags), golden.correct);
      check.same(`${task} ${name} %`, percent(countTrue(flags), flags.length), golden.published);
    }
  }
  const [first, second] = arms;
  if (!first || !second || arms.length !== 2) throw new Error(`${set.name}: this form has two arms`);
  const cells: [string, string] = [`${short(first.name)}_only`, `${short(second.name)}_only`];
  const flags = (rows: readonly Row[], task?: string): readonly boolean[] =>
    rows.filter((row) => task === undefined || taskOf(row) === task).map((row) => row.is_correct === true);
  for (const task of found) {
    const golden = set.expected.paired_tables[task];
    sameTable(check, { what: task, golden, names: cells }, [flags(first.rows, task), flags(second.rows, task)]);
  }
  const pooled = { what: 'pooled', golden: set.expected.pooled_paired_table_here, names: cells };
  sameTable(check, pooled, [flags(first.rows), flags(second.rows)]);
  return `${found.length} tasks, ${arms.map(({ name, rows }) => `${name} ${countTrue(flags(rows))}/${rows.length}`).join(', ')}`;
};

function short(arm: string): string {
  return shortNames[arm] ?? arm;
}

/** How often `exact` on the extracted answer says what the recording says. */
async function agreeing(rows: readonly Row[], dataset: ReadonlyMap<string, Row>): Promise<number> {
  let same = 0;
  for (const { id, extracted, output, is_correct: flag } of rows) {
    const config = { actual: String(extracted).trim(), expected: String(dataset.get(id)?.expected).trim() };
    if ((await valueBy('exact', { config, output })) === Number(flag)) same += 1;
  }
  return same;
}
