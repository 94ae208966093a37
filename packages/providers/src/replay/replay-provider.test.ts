import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelResponse } from '@sluice/core';
import { afterEach, expect, test } from 'vitest';
import { replayProvider } from './replay-provider.ts';

const provider = replayProvider();
afterEach(() => provider.close?.());

function recording(...rows: readonly (object | string)[]): string {
  const file = join(mkdtempSync(join(tmpdir(), 'replay-')), 'outputs.jsonl');
  writeFileSync(file, rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'));
  return file;
}

async function ask(
  file: string,
  caseId: string,
  where: { step?: string; sample?: number } = {},
): Promise<ModelResponse> {
  const origin = { run: 'r', caseId, step: where.step ?? 'solve', sample: where.sample ?? 0 };
  return provider.model(file).generate({ messages: [], params: {}, origin }, { signal: new AbortController().signal });
}

test('answers with the recorded text, times, tokens, cost and the other fields', async () => {
  const file = recording(
    {
      id: 'a',
      output: 'first',
      is_correct: true,
      latency_s: 1.5,
      ttft_s: 0.2,
      input_tokens: 7,
      output_tokens: 3,
      cost_usd: 0.01,
    },
    { id: 'b', output: { winner: 'é' } },
  );
  expect(await ask(file, 'a')).toMatchObject({
    text: 'first',
    finish: 'stop',
    usage: { input: 7, output: 3, reasoning: undefined },
    timing: { latencyMs: 1500, timeToFirstTokenMs: 200 },
    recorded: { id: 'a', is_correct: true },
    recordedCostUsd: 0.01,
  });
  expect((await ask(file, 'b')).text).toBe('{"winner":"é"}');
  expect((await ask(file, 'b')).timing).toEqual({});
});

test('a row without output answers with empty text; null is a failure', async () => {
  const file = recording({ id: 'a', latency_s: 1 }, { id: 'b', output: null });
  expect((await ask(file, 'a')).text).toBe('');
  await expect(ask(file, 'b')).rejects.toMatchObject({ failure: { type: 'invalid_output', permanent: true } });
});

test('the most specific row wins: step and epoch, then one of them, then the id', async () => {
  const file = recording(
    { id: 'a', output: 'any' },
    { id: 'a', epoch: 1, output: 'second' },
    { id: 'a', step: 'judge', output: 'judged' },
    { id: 'a', step: 'judge', epoch: 1, output: 'judged again' },
  );
  expect((await ask(file, 'a')).text).toBe('any');
  expect((await ask(file, 'a', { sample: 1 })).text).toBe('second');
  expect((await ask(file, 'a', { step: 'judge' })).text).toBe('judged');
  expect((await ask(file, 'a', { step: 'judge', sample: 1 })).text).toBe('judged again');
});

test.each([
  [429, 'rate_limit'],
  [-100, 'server_error'],
  ['content_filter', 'content_filter'],
])('a recorded error code %s is that error, and final', async (code, type) => {
  const file = recording({ id: 'a', error_code: code });
  await expect(ask(file, 'a')).rejects.toMatchObject({
    failure: { type, permanent: true, code: `replay/error-${code}` },
  });
});

test('a missing case, a missing file and a broken row are named', async () => {
  await expect(ask(recording({ id: 'a', output: '' }), 'b')).rejects.toMatchObject({
    failure: { code: 'replay/missing-case' },
  });
  await expect(ask('/nowhere.jsonl', 'b')).rejects.toMatchObject({ failure: { code: 'replay/no-file' } });
  await expect(ask(recording({ id: 'a', output: '' }, '{'), 'a')).rejects.toMatchObject({
    failure: { code: 'replay/bad-row', detail: expect.stringContaining(':2:') },
  });
});
