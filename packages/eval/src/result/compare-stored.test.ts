import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evalLab } from '../testing/eval-lab.ts';
import { compareStored } from './compare-stored.ts';
import { loadStored } from './load-stored.ts';

const suite = `version: 1
name: e
pipeline: pipe.yaml
dataset: { path: rows.jsonl, id: "\${ row.id }" }
inputs: { text: "\${ row.text }" }
scorers: [{ id: right, exact: { expected: "\${ row.text }" } }]
`;

test('stored runs are paired by case id, whatever the order; rows that differ are told and not paired', async () => {
  const row = fc.record({ id: fc.nat({ max: 12 }), text: fc.constantFrom('a', 'b') });
  const dataset = fc.uniqueArray(row, { selector: ({ id }) => id, minLength: 3, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(dataset, dataset, async (first, second) => {
      const lab = evalLab({}, { 'fake/a': (text) => (text === 'a' ? 'a' : 'wrong') });
      for (const [runId, rows] of Object.entries({ first, second })) {
        writeFileSync(join(lab.folder, 'rows.jsonl'), rows.map((one) => JSON.stringify(one)).join('\n'));
        await lab.run(suite, { runId });
      }
      const [before, after] = await Promise.all(['first', 'second'].map((id) => loadStored(lab.store, id)));
      if (before === undefined || after === undefined) throw new Error('not stored');
      const compared = compareStored({ stored: before, variant: 'default' }, { stored: after, variant: 'default' });
      const texts = new Map(second.map(({ id, text }) => [id, text]));
      const common = first.filter(({ id }) => texts.has(id));
      const same = common.filter(({ id, text }) => texts.get(id) === text);
      expect(compared).toMatchObject({
        paired: same.length,
        only_baseline: first.length - common.length,
        only_candidate: second.length - common.length,
        changed: { improved: [], regressed: [], same: same.length },
      });
      expect([...compared.different_rows].sort()).toEqual(
        common.flatMap(({ id, text }) => (texts.get(id) === text ? [] : [String(id)])).sort(),
      );
      for (const { n, difference } of compared.comparisons.filter(({ metric }) => metric === 'right'))
        expect([n, difference.value]).toEqual([same.length, 0]);
    }),
    { seed: 3, numRuns: 15 },
  );
});
