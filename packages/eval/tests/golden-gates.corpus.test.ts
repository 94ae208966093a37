import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpusFolder } from '@sluice/corpus';
import { describe, expect, test } from 'vitest';
import {
  checkCosts,
  checkEpochs,
  checkInstructionClusters,
  checkLatency,
  checkTaskClusters,
} from './golden-gates/further-forms.ts';
import { checkPaired } from './golden-gates/paired-form.ts';
import { type Check, type Row, runSection } from './golden-stats/check.ts';

const folder = corpusFolder();

describe.skipIf(folder === undefined)('golden-gates.json', () => {
  const golden: Record<string, Row> = folder ? JSON.parse(readFileSync(join(folder, 'golden-gates.json'), 'utf8')) : {};

  test.each(Object.entries(golden))('%s', (key, row) => {
    const check = runSection([row], (watched, tally) => checkForm(key, watched, tally));
    console.log(`golden-gates ${key}: ${check.compared} comparisons, ${check.problems.length} differ`);
    expect(check.problems).toEqual([]);
    expect(check.compared).toBeGreaterThan(0);
  });
});

/** Which form a row has is told by its keys; which files it is about, by its names. */
function checkForm(key: string, row: Row, check: Check): void {
  const at = { key, corpus: folder ?? '' };
  if (row.table && row.mcnemar) checkPaired(row, check, at.corpus);
  else if (row.bootstrap_ci90) checkLatency(row, check, at);
  else if (row.epochs) checkEpochs(row, check, at);
  else if (row.cost_per_success_A) checkCosts(row, check, at);
  else if (row.clusters && key.startsWith('bbh')) checkTaskClusters(row, check, at);
  else if (row.clusters && key.startsWith('ifeval')) checkInstructionClusters(row, check, at);
  else throw new Error(`golden-gates.json has a section of unknown form: ${key}`);
}
