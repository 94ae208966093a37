import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startSimulator } from '@sluice/providers/testing';
import { expect, test } from 'vitest';
import { sluice, startSluice, temporaryFolder } from './support/sluice.ts';

const cases = process.env.SLUICE_PROVE ? 500 : 150;
const concurrency = 10;

/** A project of one prompt step; its models answer after 20 ms. */
function project(): string {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, 'echo.yaml'),
    [
      'version: 1',
      'name: echo',
      'inputs: { text: { type: string } }',
      'steps:',
      '  - id: answer',
      '    prompt: { model: openai/gpt-5.4-mini, user: "Say {{inputs.text}}" }',
      'outputs:',
      '  answer: ${ steps.answer.output.text }',
      '',
    ].join('\n'),
  );
  writeFileSync(
    join(folder, 'eval.yaml'),
    [
      'version: 1',
      'name: kill',
      'pipeline: ./echo.yaml',
      'dataset: { path: ./rows.jsonl, id: "${ row.id }" }',
      'inputs: { text: "${ row.id }" }',
      `concurrency: ${concurrency}`,
      'scorers:',
      '  - { id: said, contains: { expected: "${ row.id }" } }',
      '',
    ].join('\n'),
  );
  const rows = Array.from({ length: cases }, (_, index) => JSON.stringify({ id: `case-${index}` }));
  writeFileSync(join(folder, 'rows.jsonl'), `${rows.join('\n')}\n`);
  return folder;
}

const profile = {
  name: 'echo',
  tokens: 'approximate',
  models: { '*': { latency: { first_token: '20ms' } } },
  answers: [{ match: { regex: 'Say (case-\\d+)' }, echo: true }],
};

test('after kill -9 only the calls in flight are made again', { timeout: 180_000 }, async () => {
  await using simulator = await startSimulator({ profile });
  const folder = project();
  const args = ['eval', 'eval.yaml', '--simulate', simulator.url, '--yes'];
  const { child, finished } = startSluice(args, { cwd: folder });
  while (simulator.stats().total < cases / 3) await wait(5);
  child.kill('SIGKILL');
  expect((await finished).code).toBeNull();
  await wait(200);
  const killed = simulator.stats();
  expect(killed.total).toBeLessThan(cases);

  const resumed = await sluice([...args, '--resume', '--json'], { cwd: folder });
  expect(resumed.code).toBe(0);
  const result = JSON.parse(resumed.stdout);
  expect(result.variants[0]).toMatchObject({ cases, succeeded: cases, failed: 0 });
  expect(result.variants[0].metrics.said).toMatchObject({ value: 1, n: cases });

  const repeated = simulator.stats().total - cases;
  console.log(`${cases} cases, killed after ${killed.total} requests; ${repeated} were made again`);
  expect(repeated).toBeGreaterThanOrEqual(0);
  expect(repeated).toBeLessThanOrEqual(concurrency);
  expect((await sluice(['verify', 'report.json'], { cwd: folder })).code).toBe(2);
});

test('Ctrl-C writes everything and says how to resume', { timeout: 60_000 }, async () => {
  await using simulator = await startSimulator({ profile });
  const folder = project();
  const args = ['eval', 'eval.yaml', '--simulate', simulator.url, '--yes'];
  const { child, finished } = startSluice(args, { cwd: folder });
  while (simulator.stats().total < 20) await wait(5);
  child.kill('SIGINT');
  const stopped = await finished;
  expect(stopped.code).toBe(130);
  expect(stopped.stderr).toMatch(/resume it: sluice eval eval\.yaml --resume \S+/u);
  const before = simulator.stats().total;
  expect(before).toBeLessThan(cases);
  const resumed = await sluice([...args, '--resume', '--json'], { cwd: folder });
  expect(JSON.parse(resumed.stdout).variants[0].cases).toBe(cases);
  expect(simulator.stats().total).toBe(cases);
});
