import { readFileSync } from 'node:fs';
import type { PriceFile } from './price-file.ts';

interface PriceIndex {
  /** ISO date of the newest source. */
  readonly date: string;
  readonly providers: readonly string[];
}

/** Reads the price files, each when it is first asked for. */
export interface PriceData {
  index(): PriceIndex;
  /** `undefined` where nobody keeps this provider's prices. */
  file(provider: string): PriceFile | undefined;
}

export function openPriceData(): PriceData {
  const files = new Map<string, PriceFile>();
  let index: PriceIndex | undefined;
  const data: PriceData = {
    index() {
      index ??= readData<PriceIndex>('index');
      return index;
    },
    file(provider) {
      if (!data.index().providers.includes(provider)) return undefined;
      const file = files.get(provider) ?? readData<PriceFile>(provider);
      files.set(provider, file);
      return file;
    },
  };
  return data;
}

// The way from `src/prices` as well as from `dist/prices`: the compiler does not copy data.
const folder = new URL('../../src/prices/data/', import.meta.url);

function readData<Data>(name: string): Data {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Data;
}
