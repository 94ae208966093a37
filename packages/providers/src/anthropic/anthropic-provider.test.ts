import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FailureError, type GenerateOptions, type ModelRequest, type ModelResponse } from '@sluice/core';
import { afterEach, expect, test, vi } from 'vitest';
import type { Fetch } from '../wire/fetch.ts';
import { anthropicProvider } from './anthropic-provider.ts';

const request: ModelRequest = {
  messages: [
    { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
    { role: 'user', content: [{ type: 'text', text: 'Say hello' }] },
  ],
  params: {},
  origin: { run: 'run', step: 'step', sample: 0 },
};

const answer = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-5-5',
  content: [{ type: 'text', text: 'hello' }],
  stop_reason: 'end_turn',
  usage: { input_tokens: 9, output_tokens: 2 },
};

afterEach(() => {
  vi.restoreAllMocks();
});

interface Sent {
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: { [key: string]: unknown };
}

/** What arrives at a real server when the provider calls it. */
async function sentBy(given: ModelRequest, apiVersion?: string): Promise<Sent> {
  const arrived: Sent[] = [];
  const server = createServer((incoming, outgoing) => {
    let text = '';
    incoming.on('data', (piece) => {
      text += String(piece);
    });
    incoming.on('end', () => {
      arrived.push({ url: incoming.url, headers: incoming.headers, body: JSON.parse(text) });
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}`;
  const version = apiVersion === undefined ? {} : { apiVersion };
  const provider = anthropicProvider({ name: 'anthropic', apiKey: 'sk-ant-test', baseUrl, ...version });
  try {
    const response = await provider.model('claude-sonnet-5-5').generate(given, unhurried());
    expect(response.text).toBe('hello');
  } finally {
    await provider.close?.();
    server.close();
  }
  expect(arrived.length).toBe(1);
  return arrived[0] as Sent;
}

test('the request that the SDK really sends: Bearer, version 2026-10-21, no sampling parameters', async () => {
  const { url, headers, body } = await sentBy(request);
  expect(url).toBe('/v1/messages');
  expect(headers.authorization).toBe('Bearer sk-ant-test');
  expect(headers['x-api-key']).toBeUndefined();
  expect(headers['anthropic-version']).toBe('2026-10-21');
  expect(body).toEqual({
    model: 'claude-sonnet-5-5',
    max_tokens: 16_384,
    system: [{ type: 'text', text: 'Be brief.' }],
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Say hello' }] }],
  });
});

test('the way back: 2023-06-01 with its sampling parameters', async () => {
  const { headers, body } = await sentBy({ ...request, params: { temperature: 0, topP: 0.9, topK: 5 } }, '2023-06-01');
  expect(headers['anthropic-version']).toBe('2023-06-01');
  expect(headers.authorization).toBe('Bearer sk-ant-test');
  expect(body).toMatchObject({ temperature: 0, top_p: 0.9, top_k: 5 });
});

test('a sampling parameter is a diagnostic before the call, with the way out', () => {
  const sampling = { ...request, params: { temperature: 0 } };
  const fetch: Fetch = async () => Response.json(answer);
  const current = anthropicProvider({ name: 'anthropic', apiKey: 'k', fetch }).model('claude-sonnet-5-5');
  expect(current.unsupported(sampling)).toEqual([
    {
      name: 'temperature',
      why: "Anthropic's API 2026-10-21 has no sampling parameters",
      hint: "leave it out, or set `api_version: 2023-06-01` in the provider's configuration",
    },
  ]);
  const before = anthropicProvider({ name: 'anthropic', apiKey: 'k', fetch, apiVersion: '2023-06-01' });
  expect(before.model('claude-sonnet-5-5').unsupported(sampling)).toEqual([]);
});

test('betas go into their header, as the SDK takes them', async () => {
  const sent: Request[] = [];
  const fetch: Fetch = async (input, init) => {
    sent.push(new Request(input, init));
    return Response.json(answer);
  };
  await call(fetch, { ...request, params: { extra: { betas: ['a-2026-01-01', 'b-2026-01-01'], speed: 'fast' } } });
  expect(sent[0]?.headers.get('anthropic-beta')).toBe('a-2026-01-01,b-2026-01-01');
  const body: unknown = await sent[0]?.json();
  expect(body).toMatchObject({ speed: 'fast' });
  expect(body).not.toHaveProperty('betas');
});

test('a large answer that is not streamed does not make the SDK refuse', async () => {
  const fetch: Fetch = async () => Response.json(answer);
  const response = await call(fetch, { ...request, params: { maxTokens: 64_000 } });
  expect(response.finish).toBe('stop');
});

test('nothing reaches the console, not even for a model near its end', async () => {
  const written = ['log', 'info', 'warn', 'error', 'debug'] as const;
  const spies = written.map((name) => vi.spyOn(console, name));
  const fetch: Fetch = async () => Response.json(answer);
  const provider = anthropicProvider({ name: 'anthropic', apiKey: 'k', fetch });
  await provider.model('claude-sonnet-4-5').generate(request, unhurried());
  const broken: Fetch = async () => sse('event: message_start\ndata: {oops\n\n');
  await expect(call(broken, request, streamed())).rejects.toThrow(FailureError);
  for (const spy of spies) expect(spy).not.toHaveBeenCalled();
});

test('one attempt, whatever the answer', async () => {
  let calls = 0;
  const fetch: Fetch = async () => {
    calls += 1;
    return Response.json({ type: 'error', error: { type: 'rate_limit_error', message: 'slow down' } }, { status: 429 });
  };
  await expect(call(fetch)).rejects.toMatchObject({ failure: { type: 'rate_limit' } });
  expect(calls).toBe(1);
});

test.each(['enforced_spend_limit_reached', 'contract_spend_limit_reached'])(
  '429 %s is a used-up quota',
  async (code) => {
    const error = { type: 'rate_limit_error', message: 'no more', details: { error_code: code } };
    const fetch: Fetch = async () => Response.json({ type: 'error', error }, { status: 429 });
    await expect(call(fetch)).rejects.toMatchObject({ failure: { type: 'quota', status: 429 } });
  },
);

test('an error event after a 200 is the error it names', async () => {
  const event = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
  const fetch: Fetch = async () => sse(`${started}event: error\ndata: ${JSON.stringify(event)}\n\n`);
  await expect(call(fetch, request, streamed())).rejects.toMatchObject({
    failure: { type: 'overloaded', code: 'overloaded_error' },
  });
});

test('a stream that ends without message_stop is no answer', async () => {
  const fetch: Fetch = async () => sse(`${started}${delta('hel')}`);
  await expect(call(fetch, request, streamed())).rejects.toMatchObject({ failure: { type: 'truncated_stream' } });
});

test('an abort in mid-stream is no complete answer', async () => {
  const controller = new AbortController();
  const onDelta = (): void => controller.abort();
  const fetch: Fetch = async () => sse(`${started}${delta('hel')}${delta('lo')}${ended}`);
  const cut = call(fetch, request, { signal: controller.signal, onDelta });
  await expect(cut).rejects.toMatchObject({ failure: { type: 'cancelled' } });
});

test('pings are activity', async () => {
  let activity = 0;
  const onActivity = (): void => {
    activity += 1;
  };
  const quiet: Fetch = async () => sse(started, delta('hi'), ended);
  await call(quiet, request, { ...streamed(), onActivity });
  const before = activity;
  const fetch: Fetch = async () => sse(started, 'event: ping\ndata: {"type":"ping"}\n\n', delta('hi'), ended);
  const response = await call(fetch, request, { ...streamed(), onActivity });
  expect(response.text).toBe('hi');
  expect(activity - before).toBe(before + 1);
});

test('a key never stands in a failure', async () => {
  const error = { type: 'authentication_error', message: 'invalid key sk-ant-secret-0123456789' };
  const fetch: Fetch = async () => Response.json({ type: 'error', error }, { status: 401 });
  const provider = anthropicProvider({ name: 'anthropic', apiKey: 'sk-ant-secret-0123456789', fetch });
  const failed = provider.model('claude-sonnet-5-5').generate(request, unhurried());
  await expect(failed).rejects.toSatisfy((thrown) => !JSON.stringify(thrown).includes('secret-0123'));
});

function call(
  fetch: Fetch,
  given: ModelRequest = request,
  options: GenerateOptions = unhurried(),
): Promise<ModelResponse> {
  return anthropicProvider({ name: 'anthropic', apiKey: 'sk-ant-test', fetch })
    .model('claude-sonnet-5-5')
    .generate(given, options);
}

function unhurried(): GenerateOptions {
  return { signal: new AbortController().signal };
}

function streamed(): GenerateOptions {
  return { ...unhurried(), onDelta: () => {} };
}

function sse(...pieces: readonly string[]): Response {
  const bytes = pieces.map((piece) => new TextEncoder().encode(piece));
  return new Response(ReadableStream.from(bytes), { headers: { 'content-type': 'text/event-stream' } });
}

function event(data: { readonly type: string; readonly [key: string]: unknown }): string {
  return `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
}

function delta(text: string): string {
  return event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } });
}

const started =
  event({ type: 'message_start', message: { ...answer, content: [], stop_reason: null } }) +
  event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } });

const ended =
  event({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 2 } }) +
  event({ type: 'message_stop' });
