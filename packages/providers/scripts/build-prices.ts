import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PriceFile } from '../src/prices/price-file.ts';
import { buildPriceFiles } from './price-data.ts';

// Run: node --conditions=source packages/providers/scripts/build-prices.ts
const folder = new URL('../src/prices/data/', import.meta.url);
mkdirSync(fileURLToPath(folder), { recursive: true });
const files = buildPriceFiles();
const index = { date: files[0]?.date, providers: files.map(({ provider }) => provider) };
writeFileSync(fileURLToPath(new URL('index.json', folder)), `${JSON.stringify(index, null, 2)}\n`);
for (const file of files) {
  writeFileSync(fileURLToPath(new URL(`${file.provider}.json`, folder)), priceFileText(file));
  process.stdout.write(`${file.provider}: ${file.models.length} models\n`);
}

/** One model a line, so that a change of price is one line of a diff. */
function priceFileText({ models, ...head }: PriceFile): string {
  const lines = models.map((model) => `    ${JSON.stringify(model)}`).join(',\n');
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "models": [\n${lines}\n  ]\n}\n`;
}
