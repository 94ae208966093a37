import { readFileSync } from 'node:fs';
import { corpusFile, corpusFolder } from '@sluice/corpus';
import { describe, expect, test } from 'vitest';
import {
  checkCosts,
  checkEpochs,
  checkInstructionClusters,
  checkLatency,
  checkTaskClusters,
} from './golden-gates/further-forms.ts';
import { checkPaired } from './golden-gates/paired-form.ts';
import { AbsentRecording } from './golden-gates/replay-set.ts';
import { type Check, type Row, runSection } from './golden-stats/check.ts';

const folder = corpusFolder();
const source = corpusFile('golden-gates.json');

describe.skipIf(source === undefined)('golden-gates.json', () => {
  const golden: Record<string, Row> = source === undefined ? {} : JSON.parse(readFileSync(source, 'utf8'));

  test.for(Object.entries(golden))('%s', ([key, row], context) => {
    let check: Check;
    try {
      check = runSection([row], (watched, tally) => checkForm(key, watched, tally));
    } catch (error) {
      if (!(error instanceof AbsentRecording)) throw error;
      console.log(`golden-gates ${key}: left out, ${error.message}`);
      return context.skip(error.message);
    }
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
