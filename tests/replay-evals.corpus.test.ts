import { corpusFolder } from '@sluice/corpus';
import { replaySets } from '@sluice/corpus/replay-sets';
import { describe, expect, test } from 'vitest';
import { newComparison } from './replay-evals/compare.ts';
import { forms } from './replay-evals/forms.ts';

const corpus = corpusFolder();
const sets = corpus === undefined ? [] : replaySets(corpus);

/** From the text of an eval file to its JSON result: parsing, planning, replay, scoring, metrics, comparisons. */
describe.skipIf(corpus === undefined)('replay sets, evaluated', () => {
  test.each(sets.map((set) => [set.name, set] as const))('%s', { timeout: 300_000 }, async (name, set) => {
    if (set.form === undefined) {
      throw new Error(`${name}: expected.json is of an unknown form (keys ${Object.keys(set.expected).join(', ')})`);
    }
    if (set.form === 'aggregates') {
      console.log(`eval of ${name} (aggregates): no answers that could be run`);
      return;
    }
    const comparison = newComparison();
    const samples = await forms[set.form](set, comparison, corpus ?? '');
    const { compared, problems } = comparison;
    console.log(
      `eval of ${name} (${set.form}): ${samples} samples, ${compared} comparisons, ${problems.length} differ`,
    );
    expect(problems).toEqual([]);
    expect(compared).toBeGreaterThan(0);
  });
});
