import { openDataset } from '../dataset/open-dataset.ts';
import { seededRandom } from '../statistics/index.ts';
import type { EvalSuite } from '../suite/eval-suite.ts';
import { isUsed } from './is-used.ts';

/** Places of a random sample of the used rows: reservoir sampling, the same for the same seed and data. */
export async function sampleRows({ dataset, seed }: EvalSuite): Promise<ReadonlySet<number>> {
  const size = dataset.sample ?? 0;
  const random = seededRandom(seed);
  const kept: number[] = [];
  let seen = 0;
  for await (const row of openDataset(dataset.paths)) {
    if (!isUsed(dataset, row)) continue;
    if (kept.length < size) kept.push(seen);
    else {
      const slot = random.index(seen + 1);
      if (slot < size) kept[slot] = seen;
    }
    seen += 1;
  }
  return new Set(kept);
}
