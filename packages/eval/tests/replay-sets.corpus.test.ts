import { corpusFolder } from '@sluice/corpus';
import { type ReplayForm, replaySets, uncomparedKeys } from '@sluice/corpus/replay-sets';
import { describe, expect, test } from 'vitest';
import { newCheck } from './golden-stats/check.ts';
import { aggregates } from './replay-sets/aggregates.ts';
import { answers } from './replay-sets/answers.ts';
import { audited } from './replay-sets/audited.ts';
import { epochs } from './replay-sets/epochs.ts';
import { instructions } from './replay-sets/instructions.ts';
import { judges } from './replay-sets/judges.ts';
import { latency } from './replay-sets/latency.ts';
import type { SetCheck } from './replay-sets/set-check.ts';
import { tasks } from './replay-sets/tasks.ts';

const checks: Readonly<Record<ReplayForm, SetCheck>> = {
  answers,
  audited,
  tasks,
  instructions,
  judges,
  latency,
  epochs,
  aggregates,
};

const folder = corpusFolder();
const sets = folder === undefined ? [] : replaySets(folder);

describe.skipIf(folder === undefined)('replay sets, recomputed', () => {
  test('there are sets', () => expect(sets.length).toBeGreaterThan(0));

  test.each(sets.map((set) => [set.name, set] as const))('%s', { timeout: 120_000 }, async (name, set) => {
    if (set.form === undefined) {
      throw new Error(`${name}: expected.json is of an unknown form (keys ${Object.keys(set.expected).join(', ')})`);
    }
    const check = newCheck();
    const counted = await checks[set.form](set, check);
    const left = uncomparedKeys(set);
    console.log(
      `replay ${name} (${set.form}): ${counted}; ${check.compared} comparisons, ${check.problems.length} differ` +
        (left.length === 0 ? '' : `; not compared: ${left.join(', ')}`),
    );
    expect(check.problems).toEqual([]);
    expect(check.compared).toBeGreaterThan(0);
  });
});
