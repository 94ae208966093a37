import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
// @boundaries-ignore the content that is tested stands in no package
import { bbhAnswer } from '../evals/corpus/scorers/bbh-answer.ts';
// @boundaries-ignore the content that is tested stands in no package
import { officialGsm8k } from '../evals/corpus/scorers/official-gsm8k.ts';
import { corpusFolder } from './corpus.ts';

interface Row {
  readonly id: string;
  readonly expected?: unknown;
  readonly output?: unknown;
  readonly is_correct?: boolean;
}

/** The sets whose official rule is a module scorer here. */
const rules = { 'bbh-codex-2022': bbhAnswer, 'gsm8k-2024-gpt4-mixtral': officialGsm8k };

test.each(Object.entries(rules))('%s: the official rule gives the recorded verdict of every case', (set, rule) => {
  const root = corpusFolder();
  const folder = root === undefined ? undefined : join(root, 'replay', set);
  if (folder === undefined || !existsSync(folder)) {
    console.log(`skipped: the corpus has no ${set}`);
    return;
  }
  const expected = new Map(rowsOf(join(folder, 'dataset.jsonl')).map((row) => [row.id, row.expected]));
  for (const file of readdirSync(folder).filter((name) => /^outputs\..+\.jsonl$/u.test(name))) {
    const rows = rowsOf(join(folder, file));
    const differ = rows.filter(
      (row) => rule({ output: row.output, with: expected.get(row.id) }).score !== row.is_correct,
    );
    console.log(`${set} ${file}: ${rows.length} cases, ${rows.filter((row) => row.is_correct).length} right`);
    expect(rows.length).toBeGreaterThan(0);
    expect(differ.map(({ id }) => id)).toEqual([]);
  }
});

function rowsOf(path: string): readonly Row[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}
