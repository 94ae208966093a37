import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpusFolder } from '@sluice/corpus';
import { replaySets } from '@sluice/corpus/replay-sets';
import { describe, expect, test } from 'vitest';
import { compareShares, newComparison } from './replay-evals/compare.ts';
import { corpusEvals, runSuite } from './replay-evals/run-suite.ts';

const corpus = corpusFolder();
const sets = corpus === undefined ? [] : replaySets(corpus);

/** The committed eval files of the sets; one whose recordings this corpus does not hold is left out, and said so. */
describe.skipIf(corpus === undefined)('evals/corpus', () => {
  const names = readdirSync(corpusEvals).filter((name) => name.endsWith('.yaml'));

  test.each(names)('%s', { timeout: 300_000 }, async (name) => {
    const path = join(corpusEvals, name);
    const text = readFileSync(path, 'utf8');
    const named = [...text.matchAll(/corpus:(replay\/([^/\s"]+)\/[^\s"]+\.jsonl)/gu)];
    const absent = named.find(([, file = '']) => !existsSync(join(corpus ?? '', file)));
    if (absent) {
      console.log(`evals/corpus/${name}: left out, the corpus has no ${absent[1]}`);
      return;
    }
    const set = sets.find((one) => one.name === named[0]?.[2]);
    if (set === undefined) throw new Error(`${name} names no set of the corpus`);
    const result = await runSuite({ path, text, corpus: corpus ?? '' });
    const comparison = newComparison();
    compareShares(comparison, result, set);
    const gates = result.gates.map(({ condition, verdict }) => `${condition}: ${verdict}`).join('; ');
    console.log(
      `evals/corpus/${name}: ${result.variants.length} variants of ${result.dataset.cases} cases, ` +
        `${comparison.compared} comparisons, ${comparison.problems.length} differ; ${gates}`,
    );
    expect(comparison.problems).toEqual([]);
    expect(result.status).toBe('complete');
  });
});
