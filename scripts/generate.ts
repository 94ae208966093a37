// Writes the generated files; `--check` only says which are stale, and ends with 1.
//   node --conditions=source scripts/generate.ts [--check]
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generated, readFile, repository } from './docs/generated.ts';

const files = await Promise.all(generated.map(async ({ file, content }) => ({ file, text: await content() })));
const stale = files.filter(({ file, text }) => readFile(file) !== text);
if (process.argv.includes('--check')) {
  for (const { file } of stale) console.error(`${file} is stale: npm run generate`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const { file, text } of stale) {
    mkdirSync(dirname(join(repository, file)), { recursive: true });
    writeFileSync(join(repository, file), text);
  }
  console.error(stale.length === 0 ? 'nothing was stale' : stale.map(({ file }) => `wrote ${file}`).join('\n'));
}
