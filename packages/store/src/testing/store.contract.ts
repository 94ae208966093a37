import { describe } from 'vitest';
import type { Store } from '../store.ts';
import { cacheContract } from './cache.contract.ts';
import { readingContract } from './reading.contract.ts';
import { runContract } from './run.contract.ts';
import { transferContract } from './transfer.contract.ts';

/** What every store must do. `open` gives an empty one; the test closes it. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: runs`, () => runContract(open));
  describe(`${name}: reading`, () => readingContract(open));
  describe(`${name}: cache`, () => cacheContract(open));
  describe(`${name}: export and import`, () => transferContract(open));
}
