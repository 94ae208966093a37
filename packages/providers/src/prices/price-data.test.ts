import { expect, test } from 'vitest';
import { buildPriceFiles } from '../../scripts/price-data.ts';
import { openPriceData } from './price-data.ts';

test('the committed data is what the script builds from the pinned sources', () => {
  const data = openPriceData();
  const files = buildPriceFiles();
  expect(data.index().providers).toEqual(files.map(({ provider }) => provider));
  for (const file of files) expect(data.file(file.provider), file.provider).toEqual(file);
});

test('every rate has a source, none is negative, and a tier says where it begins', () => {
  const data = openPriceData();
  let rates = 0;
  for (const provider of data.index().providers) {
    const file = data.file(provider);
    for (const { id, prices } of file?.models ?? []) {
      for (const { source, tiers = [], ...price } of prices) {
        expect(file?.sources[source], id).toBeDefined();
        for (const { inputAbove } of tiers) expect(inputAbove, id).toBeGreaterThan(0);
        for (const value of Object.values(price))
          if (typeof value === 'number') expect(value, id).toBeGreaterThanOrEqual(0);
        rates += 1;
      }
    }
  }
  console.log(`prices: ${rates} dated entries of ${data.index().providers.length} providers`);
});
