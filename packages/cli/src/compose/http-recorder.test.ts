import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const main = join(import.meta.dirname, '..', 'main.ts');
const secret = 'Bobby-of-the-secret-name';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'http-recorder-'));
  await writeFile(
    join(folder, 'greet.yaml'),
    `version: 1
name: greet
inputs: { who: { type: string } }
models: { claude: { use: anthropic/claude-sonnet-5 }, gpt: { use: openai/gpt-5.4 }, gemini: { use: google/gemini-3.8-flash } }
steps:
  - id: a
    prompt: { model: claude, user: 'greet {{inputs.who}}' }
  - id: b
    prompt: { model: gpt, user: 'translate {{steps.a.output.text}}' }
  - id: c
    prompt: { model: gemini, user: 'shorten {{steps.b.output.text}}' }
outputs: { text: '\${ steps.c.output.text }' }
`,
  );
  await writeFile(join(folder, 'profile.yaml'), 'answers: [{ text: good day }]\n');
});

afterAll(() => rm(folder, { recursive: true }));

interface Told {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function sluice(...args: readonly string[]): Promise<Told> {
  // No key at all: a replay needs none.
  const env = { PATH: process.env.PATH ?? '', SOME_TOKEN: secret };
  const all = ['--conditions=source', main, ...args];
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, all, { cwd: folder, env })) };
  } catch (error) {
    return error as Told;
  }
}

test('a run is recorded and replayed without server, key or secret; what was not asked is a failure', {
  timeout: 90_000,
}, async () => {
  const input = ['run', 'greet.yaml', '-i', `who=${secret}`];
  const recorded = await sluice(...input, '--simulate', 'profile.yaml', '--record-http', 'calls.jsonl');
  expect(recorded).toMatchObject({ code: 0, stderr: '' });
  const text = await readFile(join(folder, 'calls.jsonl'), 'utf8');
  expect(text.trimEnd().split('\n').length).toBe(3);
  expect(text).not.toContain(secret);

  const replayed = await sluice(...input, '--replay-http', 'calls.jsonl');
  expect([replayed.code, replayed.stdout]).toEqual([0, recorded.stdout]);

  const other = await sluice('run', 'greet.yaml', '-i', 'who=somebody', '--replay-http', 'calls.jsonl');
  expect(other.code).toBe(1);
  expect(other.stderr).toContain('http-replay/miss');
});

test('both at once, and a file that is not there, are mistakes of the command', { timeout: 60_000 }, async () => {
  const both = await sluice('run', 'greet.yaml', '-i', 'who=x', '--replay-http', 'a', '--record-http', 'b');
  expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('cli/record-and-replay')]);
  const none = await sluice('run', 'greet.yaml', '-i', 'who=x', '--replay-http', 'none.jsonl');
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('http-replay/no-file')]);
});
