import { stat, writeFile } from 'node:fs/promises';
import { type Failure, FailureError, type ModelProvider, type ModelRequest, type ModelResponse } from '@sluice/core';
import { describe, expect, test } from 'vitest';
import { anthropicProvider } from '../anthropic/anthropic-provider.ts';
import { googleProvider } from '../google/google-provider.ts';
import { openaiProvider } from '../openai/openai-provider.ts';
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts';
import type { Fetch } from '../wire/fetch.ts';
import { recordingFetch } from './recording-fetch.ts';
import { replayingFetch } from './replaying-fetch.ts';
import { recordingFolder } from './tests/recording-folder.ts';

const apiKey = 'a-key-of-no-known-shape-4711';

type Urls = Simulator['baseUrls'];
type Open = (urls: Urls, fetch: Fetch) => ModelProvider;

const wires: readonly (readonly [string, string, Open])[] = [
  [
    'openai chat',
    'chat_completions',
    ({ openai }, fetch) =>
      openaiProvider({ name: 'p', api: 'chat', apiKey, baseUrl: openai, compatible: 'openai', fetch }),
  ],
  [
    'openai responses',
    'responses',
    ({ openai }, fetch) =>
      openaiProvider({ name: 'p', api: 'responses', apiKey, baseUrl: openai, compatible: 'openai', fetch }),
  ],
  [
    'anthropic',
    'messages',
    ({ anthropic }, fetch) => anthropicProvider({ name: 'p', apiKey, baseUrl: anthropic, fetch }),
  ],
  ['google', 'enerateContent', ({ google }, fetch) => googleProvider({ name: 'p', apiKey, baseUrl: google, fetch })],
];

const nowhere: Urls = {
  openai: 'http://127.0.0.1:1/v1',
  anthropic: 'http://127.0.0.1:1',
  google: 'http://127.0.0.1:1',
};

function ask(text: string): ModelRequest {
  return {
    messages: [{ role: 'user', content: [{ type: 'text', text }] }],
    params: { maxTokens: 200 },
    origin: { run: 'r', step: 's', sample: 0 },
  };
}

async function call(provider: ModelProvider, text: string, stream = false): Promise<ModelResponse | Failure> {
  const deltas: string[] = [];
  const options = { signal: new AbortController().signal };
  const onDelta = (delta: string): void => void deltas.push(delta);
  try {
    const response = await provider.model('some-model').generate(ask(text), stream ? { ...options, onDelta } : options);
    if (stream) expect(deltas.join('')).toBe(response.text);
    return { ...response, timing: {} };
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
    throw error;
  }
}

describe.for(wires)('%s through its SDK', ([, endpoint, open]) => {
  test('what was recorded is replayed without a server: answers, streams, errors, repeats in order', async () => {
    await using place = await recordingFolder();
    const profile = {
      tokens: 'approximate',
      models: { '*': { faults: [{ kind: 'error_429', retry_after: '2s', times_per_request: 1, match: 'busy' }] } },
      answers: [{ match: { contains: 'busy' }, text: 'not so busy' }, { text: 'grüße, “world”: one two three four' }],
    };
    const questions: readonly (readonly [string, boolean])[] = [
      ['hello', false],
      ['hello', true],
      ['busy', false],
      ['busy', false],
    ];
    const simulator = await startSimulator({ profile });
    const recording = await recordingFetch(fetch, place.file, { secrets: [] });
    const told: (ModelResponse | Failure)[] = [];
    for (const [text, stream] of questions)
      told.push(await call(open(simulator.baseUrls, recording.fetch), text, stream));
    await recording.close();
    await simulator.close();
    expect(told.map((each) => ('type' in each ? each.type : each.text))).toEqual([
      'grüße, “world”: one two three four',
      'grüße, “world”: one two three four',
      'rate_limit',
      'not so busy',
    ]);

    const replaying = await replayingFetch(place.file);
    for (const [index, [text, stream]] of questions.entries()) {
      expect(await call(open(nowhere, replaying), text, stream)).toEqual(told[index]);
    }
    const recorded = await place.lines();
    expect(recorded.map(({ stream }) => stream)).toEqual([false, true, false, false]);
    expect(recorded.every((each) => each.endpoint.endsWith(endpoint))).toBe(true);
    expect(await place.text()).not.toContain(apiKey);
    expect((await stat(place.file)).mode & 0o777).toBe(0o600);
  });

  test('a request that is not in the file is a failure with a name, and none to retry', async () => {
    await using place = await recordingFolder();
    await writeFile(place.file, '');
    const failure = await call(open(nowhere, await replayingFetch(place.file)), 'never asked');
    expect(failure).toMatchObject({ type: 'not_found', code: 'http-replay/miss', permanent: true });
  });

  test('a stream that broke breaks again in the same place', async () => {
    await using place = await recordingFolder();
    const simulator = await startSimulator({
      profile: {
        tokens: 'approximate',
        models: { '*': { faults: [{ kind: 'cut_stream' }] } },
        answers: [{ text: 'one two three four five six' }],
      },
    });
    const recording = await recordingFetch(fetch, place.file, { secrets: [] });
    const first = await call(open(simulator.baseUrls, recording.fetch), 'hi', true);
    await simulator.close();
    await recording.close();
    const [recorded] = await place.lines();
    expect(recorded?.response).toMatchObject({ status: 200, sse: expect.any(String), failure: expect.any(Object) });
    const again = await call(open(nowhere, await replayingFetch(place.file)), 'hi', true);
    expect([first, again]).toMatchObject([{ type: 'truncated_stream' }, { type: 'truncated_stream' }]);
  });
});
