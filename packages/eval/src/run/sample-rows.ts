import { DatasetError } from '../dataset/dataset-row.ts';
import { readDataset } from '../dataset/open-dataset.ts';
import { seededRandom } from '../statistics/index.ts';
import type { EvalSuite } from '../suite/eval-suite.ts';
import { isUsed } from './is-used.ts';

/**
 * Places of a random sample of the used rows: reservoir sampling, the same for the same seed and data.
 * Rows that cannot be read are left to whoever reads the sample: that pass meets them too.
 */
export async function sampleRows({ dataset, seed }: EvalSuite): Promise<ReadonlySet<number>> {
  const size = dataset.sample ?? 0;
  const random = seededRandom(spread(seed));
  const kept: number[] = [];
  let seen = 0;
  for await (const row of readDataset(dataset.paths)) {
    if (row instanceof DatasetError || isUsed(dataset, row) !== true) continue;
    if (kept.length < size) kept.push(seen);
    else {
      const slot = random.index(seen + 1);
      if (slot < size) kept[slot] = seen;
    }
    seen += 1;
  }
  return new Set(kept);
}

/** MurmurHash3's last step: streams of neighbouring seeds begin alike, and few draws are made of them. */
function spread(seed: number): number {
  let mixed = seed | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
