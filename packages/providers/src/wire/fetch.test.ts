import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { openTransport, type Transport } from './fetch.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function open(): Transport {
  const transport = openTransport();
  closing.push(() => transport.close());
  return transport;
}

test('an answer has status, every header and its text', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(429, 'Slow Down', [
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['retry-after', '3'],
    ]);
    response.end('{"text":"é"}');
  });
  const response = await open().fetch(url, { method: 'POST', body: 'x' });
  expect([response.ok, response.status, response.statusText]).toEqual([false, 429, 'Slow Down']);
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(response.headers.get('retry-after')).toBe('3');
  expect(await response.json()).toEqual({ text: 'é' });
  expect(response.bodyUsed).toBe(true);
});

test('the method, the headers and the body arrive as they are', async () => {
  const url = await serve((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { authorization, 'content-type': type } = request.headers;
      response.end(JSON.stringify([request.method, authorization, type, Buffer.concat(pieces).toString()]));
    });
  });
  const headers = new Headers({ authorization: 'Bearer k', 'content-type': 'application/json' });
  const response = await open().fetch(url, { method: 'POST', headers, body: '{"a":"é"}' });
  expect(await response.json()).toEqual(['POST', 'Bearer k', 'application/json', '{"a":"é"}']);
});

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
] as const)('an answer in %s is unpacked, asked for or not', async (coding, pack) => {
  const url = await serve((_request, response) => {
    response.setHeader('content-encoding', coding).end(pack('{"a":1}'));
  });
  expect(await (await open().fetch(url)).json()).toEqual({ a: 1 });
});

test('a redirect is followed, without the key to another host', async () => {
  const other = await serve((request, response) => response.end(request.headers.authorization ?? 'no key'));
  const url = await serve((_request, response) => response.writeHead(307, { location: `${other}/x` }).end());
  const response = await open().fetch(url, { method: 'POST', headers: { authorization: 'Bearer k' }, body: 'x' });
  expect(await response.text()).toBe('no key');
});

test('a stream is read as it comes, and ends with the reason of who stops it', async () => {
  const url = await serve((_request, response) => {
    response.setHeader('content-type', 'text/event-stream').write('data: 1\n\n');
  });
  const controller = new AbortController();
  const response = await open().fetch(url, { signal: controller.signal });
  const reader = response.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: 1\n\n');
  controller.abort(new Error('stopped'));
  await expect(reader?.read()).rejects.toThrow('stopped');
});

test('who stops before the answer gets the reason', async () => {
  const url = await serve(() => undefined);
  const controller = new AbortController();
  const answer = open().fetch(url, { signal: controller.signal });
  setImmediate(() => controller.abort(new Error('stopped')));
  await expect(answer).rejects.toThrow('stopped');
});

test('bytes go the way of fetch', async () => {
  const url = await serve((request, response) => request.pipe(response));
  const response = await open().fetch(url, { method: 'POST', body: new Uint8Array([65, 66]) });
  expect(await response.text()).toBe('AB');
});
