import { FailureError, inputTokens, type ModelProvider, type ModelRequest, outputTokens } from '@sluice/core';
import { corpusFolder } from '@sluice/corpus';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anthropicProvider } from '../anthropic/anthropic-provider.ts';
import { openaiProvider } from '../openai/openai-provider.ts';
import { findLlama, type LlamaServer, startLlama } from './llama-server.ts';

const files = findLlama(corpusFolder(), process.env['SLUICE_LLAMA_SERVER']);
if (files === undefined)
  console.log('skipped: no llama-server on the PATH or in SLUICE_LLAMA_SERVER, or no weights in the corpus');

let server: LlamaServer | undefined;
const at = (): LlamaServer => {
  if (server === undefined) throw new Error('llama-server is not running');
  return server;
};

beforeAll(async () => {
  if (files !== undefined) server = await startLlama(files);
}, 60_000);
afterAll(() => server?.[Symbol.asyncDispose]());

const wires: readonly (readonly [string, (apiKey: string) => ModelProvider])[] = [
  [
    'chat',
    (apiKey) =>
      openaiProvider({ name: 'p', api: 'chat', apiKey, baseUrl: `${at().url}/v1`, compatible: 'llama-server' }),
  ],
  [
    'responses',
    (apiKey) =>
      openaiProvider({ name: 'p', api: 'responses', apiKey, baseUrl: `${at().url}/v1`, compatible: 'llama-server' }),
  ],
  ['messages', (apiKey) => anthropicProvider({ name: 'p', apiKey, baseUrl: at().url, apiVersion: '2023-06-01' })],
];

const signal = new AbortController().signal;

function ask(text: string, more: Partial<ModelRequest> = {}): ModelRequest {
  const messages = [{ role: 'user' as const, content: [{ type: 'text' as const, text }] }];
  return { messages, params: { maxTokens: 24, temperature: 0 }, origin: { run: 'r', step: 's', sample: 0 }, ...more };
}

async function typeOf(call: Promise<unknown>): Promise<string> {
  const thrown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  return thrown instanceof FailureError ? thrown.failure.type : `no failure: ${String(thrown)}`;
}

describe.skipIf(files === undefined).for(wires)('%s of a real server with a real model', ([wire, open]) => {
  const model = () => open(at().apiKey).model('stories260K');

  test('greedy text is the same whole and streamed, and ends at the limit', async () => {
    const deltas: string[] = [];
    const whole = await model().generate(ask('Once upon'), { signal });
    const flowing = await model().generate(ask('Once upon'), { signal, onDelta: (text) => void deltas.push(text) });
    expect(whole.text).toContain('there was a little');
    // Its Responses says `completed` of an answer that the limit cut, and streams and bodies agree on that.
    const end = wire === 'responses' ? 'stop' : 'length';
    expect([flowing.text, flowing.finish]).toEqual([whole.text, end]);
    expect(deltas.join('')).toBe(whole.text);
    expect(deltas.length).toBeGreaterThan(5);
    expect(whole.finish).toBe(end);
  });

  test('usage is counted by the server, whole and streamed', async () => {
    for (const onDelta of [undefined, () => {}]) {
      const { usage } = await model().generate(ask('Once upon'), {
        signal,
        ...(onDelta === undefined ? {} : { onDelta }),
      });
      expect(outputTokens(usage)).toBe(24);
      expect(inputTokens(usage)).toBeGreaterThan(0);
    }
  });

  test('the wrong key is auth', async () => {
    expect(
      await typeOf(open('another-key-0123456789').model('stories260K').generate(ask('Once upon'), { signal })),
    ).toBe('auth');
  });

  test('a prompt beyond the context is told as that', async () => {
    expect(await typeOf(model().generate(ask('Once upon a time. '.repeat(3000)), { signal }))).toBe('context_length');
  });

  test('an abort in the middle is no short answer', async () => {
    const abort = new AbortController();
    const request = ask('Once upon', { params: { maxTokens: 2000, temperature: 0 } });
    expect(await typeOf(model().generate(request, { signal: abort.signal, onDelta: () => abort.abort() }))).toBe(
      'cancelled',
    );
  });

  test.skipIf(wire !== 'chat')('seeds, stop sequences and JSON schemas do what they say', async () => {
    const warm = (seed: number) =>
      model().generate(ask('Once upon', { params: { maxTokens: 24, temperature: 1.5, seed } }), { signal });
    const [first, again, other] = [await warm(1), await warm(1), await warm(2)];
    expect(again.text).toBe(first.text);
    expect(other.text).not.toBe(first.text);
    const stopped = await model().generate(
      ask('Once upon', { params: { maxTokens: 50, temperature: 0, stop: ['little'] } }),
      { signal },
    );
    expect([stopped.finish, stopped.text.includes('little')]).toEqual(['stop', false]);
    const schema = {
      type: 'object',
      additionalProperties: false,
      required: ['kind'],
      properties: { kind: { enum: ['bug', 'other'] } },
    };
    const shaped = await model().generate(
      ask('Which?', { params: { maxTokens: 200 }, output: { name: 'kind', schema } }),
      { signal },
    );
    expect(JSON.parse(shaped.text)).toEqual({ kind: expect.stringMatching(/^(bug|other)$/) });
  });
});

describe.skipIf(files === undefined)('what one wire alone has, of a real server', () => {
  const provider = () =>
    openaiProvider({
      name: 'p',
      api: 'chat',
      apiKey: at().apiKey,
      baseUrl: `${at().url}/v1`,
      compatible: 'llama-server',
    });

  test('embeddings come in the order of their texts, are the same again, and tell their usage', async () => {
    const embedder = provider().embedder?.('stories260K');
    const texts = ['Once upon a time', 'a little girl', 'Once upon a time'];
    const { vectors, usage } = (await embedder?.embed(texts, { signal })) ?? expect.fail('no embedder');
    const [first, second, third] = vectors;
    expect(vectors.map((vector) => vector.length)).toEqual([64, 64, 64]);
    for (const [index, number] of (first ?? []).entries()) expect(third?.[index]).toBeCloseTo(number, 3);
    expect(second).not.toEqual(first);
    expect(inputTokens(usage)).toBeGreaterThan(10);
  });

  test('a schema that is none is refused as a wrong request', async () => {
    const output = { name: 'kind', schema: { type: 'nonsense' } };
    const refused = provider().model('stories260K').generate(ask('Which?', { output }), { signal });
    expect(await typeOf(refused)).toBe('invalid_request');
  });
});
