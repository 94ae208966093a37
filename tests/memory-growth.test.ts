import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository, sluice, temporaryFolder } from './support/sluice.ts';

const [few, many] = process.env['SLUICE_PROVE'] ? [1000, 20_000] : [1000, 5000];

/** What a case may leave in memory until the report: its numbers, its id's hash, its place in a recording. */
const bytesPerCase = 1024;

/** A project that replays as many recorded answers of 2 KB to as many rows of 2 KB. */
function project(cases: number): string {
  const folder = temporaryFolder();
  const filling = 'x'.repeat(2000);
  const lines = (line: (id: string) => object): string =>
    Array.from({ length: cases }, (_, index) => `${JSON.stringify(line(`case-${index}`))}\n`).join('');
  const files = {
    'answers.jsonl': lines((id) => ({
      id,
      output: `${id} ${filling}`,
      latency_s: 1,
      input_tokens: 9,
      output_tokens: 3,
    })),
    'rows.jsonl': lines((id) => ({ id, text: `${id} ${filling}` })),
    'echo.yaml': [
      'version: 1',
      'name: echo',
      'inputs: { text: { type: string } }',
      'steps:',
      '  - { id: answer, prompt: { model: replay/answers.jsonl, user: "Say {{inputs.text}}" } }',
      'outputs: { answer: "${ steps.answer.output.text }" }',
      '',
    ],
    'eval.yaml': [
      'version: 1',
      'name: growth',
      'pipeline: ./echo.yaml',
      'dataset: { path: ./rows.jsonl, id: "${ row.id }" }',
      'inputs: { text: "${ row.text }" }',
      'scorers: [ { id: said, contains: { expected: "${ row.id }" } } ]',
      '',
    ],
  };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof text === 'string' ? text : text.join('\n'));
  }
  return folder;
}

/** The most that was alive in the main thread, in bytes. */
async function aliveAtMost(cases: number): Promise<number> {
  const cwd = project(cases);
  const file = join(cwd, 'heap.txt');
  const hook = join(repository, 'tests/support/report-heap.ts');
  const env = { NODE_OPTIONS: `--expose-gc --import=${hook}`, HEAP_FILE: file };
  const { code, stdout, stderr } = await sluice(['eval', 'eval.yaml', '--json', '--quiet', '--yes'], { cwd, env });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(JSON.parse(stdout).variants[0]).toMatchObject({ cases, succeeded: cases });
  return Number(readFileSync(file, 'utf8'));
}

test(`memory grows by less than ${bytesPerCase} bytes a case`, { timeout: 300_000 }, async () => {
  const small = await aliveAtMost(few);
  const large = await aliveAtMost(many);
  const growth = (large - small) / (many - few);
  console.log(
    `alive at most: ${few} cases ${(small / 1e6).toFixed(1)} MB, ${many} cases ${(large / 1e6).toFixed(1)} MB; ${growth.toFixed(0)} bytes a case`,
  );
  expect(small).toBeGreaterThan(1e6);
  expect(growth).toBeLessThan(bytesPerCase);
});
