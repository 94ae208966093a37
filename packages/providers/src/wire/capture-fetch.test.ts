import { expect, test } from 'vitest';
import { captureFetch, newExchange, shareCapture } from './capture-fetch.ts';

function answering(body: string | null, init: ResponseInit): typeof fetch {
  return async () => new Response(body, init);
}

test('notes status, headers and text, and the caller can still read the body', async () => {
  const headers = { 'content-type': 'application/json', 'x-request-id': 'r' };
  const { fetch, exchange } = captureFetch(answering('{"a":1}', { status: 429, headers }));
  const response = await fetch('https://example.test');
  expect(await response.json()).toEqual({ a: 1 });
  expect([response.status, response.headers.get('x-request-id')]).toEqual([429, 'r']);
  expect(exchange).toMatchObject({ status: 429, text: '{"a":1}', streaming: false });
});

test('what was read ahead can be read in every way', async () => {
  const { fetch } = captureFetch(answering('{"a":1}', { headers: { 'content-type': 'application/json' } }));
  const response = await fetch('https://example.test');
  expect(await response.text()).toBe('{"a":1}');
  expect(await response.json()).toEqual({ a: 1 });
  expect(response.bodyUsed).toBe(false);
  expect(new TextDecoder().decode(await response.arrayBuffer())).toBe('{"a":1}');
  const streamed = await fetch('https://example.test');
  const pieces: Uint8Array[] = [];
  for await (const piece of streamed.body ?? []) pieces.push(piece);
  expect(Buffer.concat(pieces).toString()).toBe('{"a":1}');
});

test('an event stream passes through unread', async () => {
  const headers = { 'content-type': 'text/event-stream; charset=utf-8' };
  const { fetch, exchange } = captureFetch(answering('data: 1\n\n', { headers }));
  const response = await fetch('https://example.test');
  expect(exchange).toMatchObject({ status: 200, text: undefined, streaming: true });
  expect(await response.text()).toBe('data: 1\n\n');
});

test('an answer that cannot have a body is no trouble', async () => {
  const { fetch, exchange } = captureFetch(answering(null, { status: 204 }));
  expect((await fetch('https://example.test')).status).toBe(204);
  expect(exchange.text).toBe('');
});

test('a body that breaks off leaves the status and no text', async () => {
  const body = new ReadableStream({ start: (controller) => controller.error(new TypeError('terminated')) });
  const { fetch, exchange } = captureFetch(
    async () => new Response(body, { headers: { 'content-type': 'application/json' } }),
  );
  await expect(fetch('https://example.test')).rejects.toThrow('terminated');
  expect(exchange).toMatchObject({ status: 200, text: undefined, streaming: false });
});

test('a shared capture notes each call in its own exchange, however they interleave', async () => {
  const gates = new Map<string, () => void>();
  const { fetch, capture } = shareCapture(async (input) => {
    await new Promise<void>((resolve) => gates.set(String(input), resolve));
    return new Response(String(input), { status: 201 });
  });
  const names = ['a', 'b', 'c'];
  const exchanges = names.map(() => newExchange());
  const calls = names.map((name, index) => capture(exchanges[index] ?? newExchange(), () => fetch(name)));
  for (const name of ['b', 'c', 'a']) gates.get(name)?.();
  await Promise.all(calls);
  expect(exchanges.map(({ text }) => text)).toEqual(names);
});
