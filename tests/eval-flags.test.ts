import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '@sluice/providers/testing';
import { expect, test } from 'vitest';
import { sluice } from './support/sluice.ts';

const files: { readonly [name: string]: string } = {
  'echo.yaml': `version: 1
name: echo
inputs: { text: { type: string } }
steps:
  - id: answer
    prompt: { model: openai/gpt-5.4-mini, user: "Say {{inputs.text}}", params: { max_tokens: 20 } }
outputs: { answer: "\${ steps.answer.output.text }" }
`,
  'eval.yaml': `version: 1
name: piped
pipeline: ./echo.yaml
dataset: { path: "-", id: "\${ row.id }" }
inputs: { text: "\${ row.id }" }
concurrency: 1
scorers: [{ id: said, contains: { expected: "\${ row.id }" } }]
gates: [{ at_least: { metric: said, value: 50% } }]
`,
};

const profile = {
  name: 'echo',
  tokens: 'approximate',
  models: { '*': {} },
  answers: [{ match: { regex: 'Say (case-\\d+)' }, echo: true }],
};

const rows = Array.from({ length: 40 }, (_, index) => `${JSON.stringify({ id: `case-${index}` })}\n`).join('');

test('a dataset from a pipe: stopped by its budget, resumed from what was kept, refused as another one', {
  timeout: 120_000,
}, async () => {
  await using simulator = await startSimulator({ profile });
  const cwd = mkdtempSync(join(tmpdir(), 'sluice-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  const args = ['eval', 'eval.yaml', '--simulate', simulator.url, '--json'];

  const stopped = await sluice([...args, '--budget', '0.0006'], { cwd, input: rows });
  const first = JSON.parse(stopped.stdout);
  expect([stopped.code, first.stopped]).toEqual([4, 'budget']);
  expect(first.variants[0].cases).toBeGreaterThan(0);
  expect(first.variants[0].cases).toBeLessThan(40);

  const other = await sluice([...args, '--resume', '--repeat', '2', '--yes'], { cwd });
  expect([other.code, other.stdout]).toEqual([2, '']);
  expect(other.stderr).toContain('cli/changed-since');
  expect(other.stderr).toContain('each case was to run 1 times, not 2');

  const resumed = await sluice([...args, '--resume', '--yes', '--output', 'all.jsonl'], { cwd });
  expect(resumed.code).toBe(0);
  expect(JSON.parse(resumed.stdout).variants[0]).toMatchObject({ cases: 40, succeeded: 40 });
  expect(simulator.stats().total).toBe(40);
  const lines = readFileSync(join(cwd, 'all.jsonl'), 'utf8').trim().split('\n');
  expect(lines).toHaveLength(40);
  for (const line of lines) {
    expect(Object.keys(JSON.parse(line))).toEqual(
      expect.arrayContaining([
        'case',
        'variant',
        'repeat',
        'status',
        'output',
        'scores',
        'usage',
        'cost_usd',
        'latency_s',
        'steps',
      ]),
    );
  }

  const broken = await sluice(args, { cwd, input: '{"id":"a"}\nno\n{"id":"a"}\n{}\n' });
  expect([broken.code, broken.stdout]).toEqual([2, '']);
  expect(broken.stderr.match(/error dataset\/\S+/gu)).toEqual([
    'error dataset/bad-json:',
    'error dataset/duplicate-id:',
    'error dataset/bad-row:',
  ]);
});
