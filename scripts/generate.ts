// Writes the generated files; `--check` only says which are stale, and ends with 1.
//   node --conditions=source scripts/generate.ts [--check]
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generated, readFile, repository } from './docs/generated.ts';

const rendered = await Promise.allSettled(
  generated.map(async ({ file, content }) => ({ file, text: await content() })),
);
const stale = rendered
  .flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  .filter(({ file, text }) => readFile(file) !== text);
if (process.argv.includes('--check')) {
  for (const { file } of stale) fail(`${file} is stale: npm run generate`);
} else {
  for (const { file, text } of stale) {
    mkdirSync(dirname(join(repository, file)), { recursive: true });
    writeFileSync(join(repository, file), text);
    console.error(`wrote ${file}`);
  }
}
for (const result of rendered) {
  if (result.status === 'rejected')
    fail(result.reason instanceof Error ? result.reason.message : String(result.reason));
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
