import { LLMock } from '@copilotkit/aimock';
import { type Failure, FailureError, type ModelProvider, type ModelRequest, type ToolDefinition } from '@sluice/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anthropicProvider } from '../anthropic/anthropic-provider.ts';
import { googleProvider } from '../google/google-provider.ts';
import { openaiProvider } from '../openai/openai-provider.ts';

// A server of these wires that none of us wrote: what it and the adapters agree on is no shared mistake of ours.
const mock = new LLMock({ port: 0 });
const key = 'sk-independent-0123456789';

beforeAll(async () => {
  mock.onMessage('greet', { content: 'Bonjour, tout le monde: ça va?' });
  mock.onMessage('weather', { toolCalls: [{ name: 'weather', arguments: '{"city":"Århus"}' }] });
  mock.onMessage('shape', { content: '{"category":"bug"}' });
  mock.onMessage('busy', { error: { message: 'slow down', type: 'rate_limit_error' }, status: 429, retryAfter: 7 });
  mock.onMessage('long', { content: 'one two three four five six seven eight nine ten' }, cutAfterThree);
  await mock.start();
});

afterAll(() => mock.stop());

// With a pause between its pieces: a socket that is destroyed at once takes even the headers with it.
const cutAfterThree = { chunkSize: 4, latency: 20, truncateAfterChunks: 3 };

const providers: readonly (readonly [string, string, () => ModelProvider])[] = [
  [
    'openai chat',
    'gpt-4o',
    () => openaiProvider({ name: 'p', api: 'chat', apiKey: key, baseUrl: `${mock.url}/v1`, compatible: 'openai' }),
  ],
  [
    'openai responses',
    'gpt-4o',
    () => openaiProvider({ name: 'p', api: 'responses', apiKey: key, baseUrl: `${mock.url}/v1`, compatible: 'openai' }),
  ],
  ['anthropic', 'claude-sonnet-5', () => anthropicProvider({ name: 'p', apiKey: key, baseUrl: mock.url })],
  ['google', 'gemini-2.5-flash', () => googleProvider({ name: 'p', apiKey: key, baseUrl: mock.url })],
];

function ask(text: string, more: Partial<ModelRequest> = {}): ModelRequest {
  const messages = [{ role: 'user' as const, content: [{ type: 'text' as const, text }] }];
  return { messages, params: { maxTokens: 500 }, origin: { run: 'r', step: 's', sample: 0 }, ...more };
}

const weather: ToolDefinition = {
  name: 'weather',
  parameters: {
    type: 'object',
    additionalProperties: false,
    required: ['city'],
    properties: { city: { type: 'string' } },
  },
};

describe.for(providers)('%s against a server of another maker', ([, model, open]) => {
  const signal = new AbortController().signal;

  async function failure(call: Promise<unknown>): Promise<Failure> {
    const thrown = await call.then(
      () => undefined,
      (error: unknown) => error,
    );
    if (!(thrown instanceof FailureError)) throw new Error(`no failure: ${String(thrown)}`);
    return thrown.failure;
  }

  test('text, whole and streamed', async () => {
    const deltas: string[] = [];
    const whole = await open().model(model).generate(ask('greet'), { signal });
    const flowing = await open()
      .model(model)
      .generate(ask('greet'), { signal, onDelta: (text) => void deltas.push(text) });
    expect([whole.text, whole.finish]).toEqual(['Bonjour, tout le monde: ça va?', 'stop']);
    expect([flowing.text, flowing.finish, deltas.join('')]).toEqual([whole.text, 'stop', whole.text]);
  });

  test('a tool call, whole and streamed', async () => {
    for (const onDelta of [undefined, () => {}]) {
      const options = { signal, ...(onDelta === undefined ? {} : { onDelta }) };
      const response = await open()
        .model(model)
        .generate(ask('weather', { tools: [weather] }), options);
      expect(response.toolCalls).toMatchObject([{ name: 'weather' }]);
      // This server ends a Gemini call with a word that Gemini does not have; the adapter invents no meaning for it.
      expect(response.finish).toBe(response.rawFinish === 'FUNCTION_CALL' ? 'other' : 'tool_calls');
      expect(JSON.parse(response.toolCalls[0]?.arguments ?? '')).toEqual({ city: 'Århus' });
    }
  });

  test('JSON by a schema', async () => {
    const schema = {
      type: 'object',
      additionalProperties: false,
      required: ['category'],
      properties: { category: { type: 'string' } },
    };
    const { text } = await open()
      .model(model)
      .generate(ask('shape', { output: { name: 'triage', schema } }), { signal });
    expect(JSON.parse(text)).toEqual({ category: 'bug' });
  });

  test.for([
    [429, 'rate_limit'],
    [500, 'server_error'],
    [503, 'overloaded'],
    [401, 'auth'],
  ] as const)('%i is %s, once', async ([status, type]) => {
    mock.clearRequests();
    mock.nextRequestError(status, { message: 'as was asked for' });
    const told = await failure(open().model(model).generate(ask('greet'), { signal }));
    expect(told).toMatchObject({ type, status });
    expect(mock.getRequests().length).toBe(1);
  });

  test('a connection that breaks and JSON that is none are failures to retry', async () => {
    mock.setChaos({ disconnectRate: 1 });
    const cut = await failure(open().model(model).generate(ask('greet'), { signal }));
    mock.setChaos({ malformedRate: 1 });
    const malformed = await failure(open().model(model).generate(ask('greet'), { signal }));
    mock.clearChaos();
    expect(['network', 'truncated_stream']).toContain(cut.type);
    expect(malformed.type).toBe('server_error');
  });

  test('the wait of a 429 is kept', async () => {
    const told = await failure(open().model(model).generate(ask('busy'), { signal }));
    expect(told).toMatchObject({ type: 'rate_limit', status: 429, retryAfterMs: 7000 });
  });

  test('a stream that is cut in its middle is no short answer', async () => {
    const deltas: string[] = [];
    const cut = await failure(
      open()
        .model(model)
        .generate(ask('long'), { signal, onDelta: (text) => void deltas.push(text) }),
    );
    expect(cut.type).toBe('truncated_stream');
    expect('one two three four five six seven'.startsWith(deltas.join(''))).toBe(true);
  });
});
