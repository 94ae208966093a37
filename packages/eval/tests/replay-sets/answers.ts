import { type ReplaySet, rowsOf } from '@sluice/corpus/replay-sets';
import type { Check, Row } from '../golden-stats/check.ts';
import { valueBy } from '../score-by.ts';
import { byId, countTrue, percent, type SetCheck, sameTable } from './set-check.ts';

/** Answers with a recorded verdict each: counts, shares, pairs, and the verdicts reproduced by a scorer. */
export const answers: SetCheck = async (set, check) => {
  const flags = new Map<string, readonly boolean[]>();
  const lines: string[] = [];
  for (const [model, path] of set.outputs) {
    const rows = rowsOf(path);
    const figure = set.expected.figures[model];
    check.equal(`${model} has a figure`, figure !== undefined, true);
    const verdicts = rows.map((row) => row.is_correct === true);
    flags.set(model, verdicts);
    check.equal(`${model} n`, rows.length, figure.n);
    check.equal(`${model} correct`, countTrue(verdicts), figure.correct);
    check.same(`${model} %`, percent(countTrue(verdicts), rows.length), figure.accuracy_pct);
    lines.push(`${model} ${figure.correct}/${figure.n}, ${await rescore(set, { model, rows }, check)}`);
  }
  for (const [pair, golden] of Object.entries<Row>(set.expected.pairs ?? {})) {
    const [first, second] = pair.split('|').map((model) => flags.get(model));
    if (first && second) sameTable(check, { what: pair, golden, names: ['only_a', 'only_b'] }, [first, second]);
    else lines.push(`${pair} not recorded here`);
  }
  return lines.join('; ');
};

interface Recorded {
  readonly model: string;
  readonly rows: readonly Row[];
}

/** The set's own rule by `exact`; beside it how often `numeric`, which reads any last number, says the same. */
async function rescore(set: ReplaySet, { model, rows }: Recorded, check: Check): Promise<string> {
  const dataset = byId(set.dataset === undefined ? [] : rowsOf(set.dataset));
  let exact = 0;
  let numeric = 0;
  for (const { id, output, is_correct: flag } of rows) {
    const expected = dataset.get(id)?.expected;
    const config = { actual: finalAnswer(output), expected };
    if ((await valueBy('exact', { config, output })) === Number(flag)) exact += 1;
    if ((await valueBy('numeric', { config: { expected }, output })) === Number(flag)) numeric += 1;
  }
  check.equal(`${model} rescored`, exact, set.expected.figures[model].independent_rescoring_agrees);
  check.equal(`${model} numeric agrees in 99 %`, numeric >= 0.99 * rows.length, true);
  return `exact agrees ${exact}, numeric ${numeric}`;
}

/** After the last line `A: `, without commas and dollar signs. */
function finalAnswer(output: string): string {
  const last = [...output.matchAll(/^A: (.*)$/gmu)].at(-1)?.[1] ?? '';
  return last.replace(/[,$]/gu, '').trim();
}
