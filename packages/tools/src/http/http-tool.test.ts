import { gzipSync } from 'node:zlib';
import type { JsonObject, OpenTool } from '@sluice/core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LoopbackServer, sendJson } from '../testing/loopback-server.ts';
import { callTool, failureOf, testHost, toolSpec } from '../testing/tool-under-test.ts';
import { type HttpToolOptions, httpTool } from './http-tool.ts';

const secret = 's3cr3t/with "quotes"';
const server = new LoopbackServer();
const tools: OpenTool[] = [];
let port = 0;

beforeAll(async () => {
  port = await server.listen();
});

beforeEach(() => {
  server.seen = [];
  server.respond = (request, response) => sendJson(response, 200, { url: request.url });
});

afterAll(async () => {
  await Promise.all(tools.map((tool) => tool.close()));
  await server[Symbol.asyncDispose]();
});

describe('a request', () => {
  test('sends path, query, headers, body, auth and the idempotency key', async () => {
    const tool = await open({ auth: { bearer: 'TOKEN' }, headers: { 'X-Team': 'a' } });
    const output = await tool.call(
      {
        arguments: {
          method: 'POST',
          path: '/tickets/{id}/replies',
          params: { id: 'a/7' },
          query: { dry: true },
          headers: { 'X-One': '1' },
          body: { text: 'hi' },
        },
        idempotencyKey: 'run-1:send',
      },
      { signal: new AbortController().signal },
    );
    expect(output).toEqual({ url: '/v2/tickets/a%2F7/replies?dry=true' });
    expect(server.seen[0]).toMatchObject({
      method: 'POST',
      body: '{"text":"hi"}',
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        'idempotency-key': 'run-1:send',
        'x-team': 'a',
        'x-one': '1',
      },
    });
  });

  test('proves who asks by user and password, or by a header of its own', async () => {
    await callTool(await open({ auth: { basic: { username: 'me', password: 'TOKEN' } } }), { path: '/' });
    await callTool(await open({ auth: { header: { name: 'X-Key', secret: 'TOKEN' } } }), { path: '/' });
    expect(server.seen[0]?.headers.authorization).toBe(`Basic ${Buffer.from(`me:${secret}`).toString('base64')}`);
    expect(server.seen[1]?.headers['x-key']).toBe(secret);
  });

  test('gives JSON, text, nothing, or the head', async () => {
    const tool = await open({});
    server.respond = (_, response) => response.setHeader('content-type', 'text/plain').end('{"a":1}');
    expect(await callTool(tool, { path: '/t' })).toBe('{"a":1}');
    expect(await callTool(tool, { path: '/t', response: 'json' })).toEqual({ a: 1 });
    expect(await callTool(tool, { path: '/t', method: 'HEAD' })).toMatchObject({ status: 200 });
    server.respond = (_, response) => response.writeHead(204).end();
    expect(await callTool(tool, { path: '/t', method: 'DELETE' })).toBeNull();
    server.respond = (_, response) => response.setHeader('content-type', 'application/problem+json').end('{');
    expect(await failureOf(callTool(tool, { path: '/t' }))).toMatchObject({ type: 'tool', code: 'http/not-json' });
    server.respond = (_, response) => {
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
        .end(gzipSync('{"packed":true}'));
    };
    expect(await callTool(tool, { path: '/t' })).toEqual({ packed: true });
  });

  test('drops prototype keys of the answer', async () => {
    server.respond = (_, response) => {
      response
        .setHeader('content-type', 'application/json')
        .end('{"a":{"__proto__":{"admin":true}},"\\u005f_proto__":1}');
    };
    const output = (await callTool(await open({}), { path: '/' })) as JsonObject;
    expect(JSON.stringify(output)).toBe('{"a":{}}');
    expect([Object.isFrozen(output['a']), ({ ...(output['a'] as object) } as { admin?: true }).admin]).toEqual([
      true,
      undefined,
    ]);
  });

  test('may not set headers that are not its own', async () => {
    const tool = await open({ auth: { header: { name: 'X-Key', secret: 'TOKEN' } } });
    for (const name of ['Host', 'content-length', 'Transfer-Encoding', 'x-key']) {
      const failed = failureOf(callTool(tool, { path: '/', headers: { [name]: 'x' } }));
      expect(await failed).toMatchObject({ type: 'invalid_request', code: 'http/reserved-header' });
    }
    const smuggled = failureOf(callTool(tool, { path: '/', headers: { 'x-a': 'b\r\nx-admin: 1' } }));
    expect(await smuggled).toMatchObject({ type: 'invalid_request' });
    expect(server.seen).toEqual([]);
  });
});

describe('a failure', () => {
  test.each([
    [400, 'invalid_request'],
    [401, 'auth'],
    [402, 'quota'],
    [403, 'auth'],
    [404, 'not_found'],
    [408, 'timeout'],
    [410, 'not_found'],
    [418, 'invalid_request'],
    [422, 'invalid_request'],
    [429, 'rate_limit'],
    [500, 'server_error'],
    [502, 'server_error'],
    [503, 'overloaded'],
    [504, 'timeout'],
    [529, 'overloaded'],
    [304, 'tool'],
  ])('of status %i is %s', async (status, type) => {
    server.respond = (_, response) => response.writeHead(status, { 'retry-after': '2', 'x-request-id': 'r1' }).end();
    const failure = await failureOf(callTool(await open({}), { path: '/x/{id}', params: { id: 'Ann' } }));
    expect(failure).toMatchObject({ type, status, code: `http/${status}`, retryAfterMs: 2000, requestId: 'r1' });
    expect(failure.detail).toBe(`tested: GET /x/{id} was answered with ${status}`);
  });

  test('quotes a short message of the server, with secrets masked in every form', async () => {
    const pair = Buffer.from(`me:${secret}`).toString('base64');
    const message = `bad ${secret} ${encodeURIComponent(secret)} ${Buffer.from(secret).toString('base64')} ${pair} end`;
    server.respond = (_, response) => sendJson(response, 401, { error: { message } });
    const tool = await open({ auth: { basic: { username: 'me', password: 'TOKEN' } } });
    const failure = await failureOf(callTool(tool, { path: '/' }));
    expect(failure.detail).toBe('tested: GET / was answered with 401: bad *** *** *** *** end');
  });

  test('of the connection is network, of the clock timeout, of the caller cancelled', async () => {
    server.respond = (_, response) => response.destroy();
    expect(await failureOf(callTool(await open({}), { path: '/' }))).toMatchObject({ type: 'network' });
    server.respond = (_, response) =>
      void response.writeHead(200, { 'content-length': '100' }).write('part', () => response.destroy());
    expect(await failureOf(callTool(await open({}), { path: '/' }))).toMatchObject({ type: 'network' });
    const closed = await open({ base_url: 'http://127.0.0.1:1', allow_hosts: ['127.0.0.1'] });
    expect(await failureOf(callTool(closed, { path: '/' }))).toMatchObject({ type: 'network', code: 'http/network' });
    server.respond = () => {};
    const slow = await open({}, { timeoutMs: 100 });
    expect(await failureOf(callTool(slow, { path: '/' }))).toMatchObject({ type: 'timeout' });
    server.respond = (_, response) => void response.writeHead(200).write('drip');
    expect(await failureOf(callTool(slow, { path: '/' }))).toMatchObject({ type: 'timeout' });
    const controller = new AbortController();
    const call = (await open({})).call({ arguments: { path: '/' } }, { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    expect(await failureOf(call)).toMatchObject({ type: 'cancelled' });
  });

  test('of size ends the reading, packed or not', async () => {
    const small = { max_bytes: 1000 };
    server.respond = (_, response) => void response.writeHead(200, { 'content-length': '5000' }).end('x'.repeat(5000));
    expect(await failureOf(callTool(await open(small), { path: '/' }))).toMatchObject({
      type: 'tool',
      code: 'http/too-large',
    });
    server.respond = (_, response) => {
      const timer = setInterval(() => response.write('x'.repeat(100)), 1);
      response.on('close', () => clearInterval(timer));
    };
    expect(await failureOf(callTool(await open(small), { path: '/' }))).toMatchObject({ code: 'http/too-large' });
    server.respond = (_, response) =>
      void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000)));
    expect(await failureOf(callTool(await open(small), { path: '/' }))).toMatchObject({ code: 'http/too-large' });
  });
});

function open(config: JsonObject, options: HttpToolOptions = {}): Promise<OpenTool> {
  const spec = toolSpec('http', { base_url: `http://127.0.0.1:${port}/v2`, allow_hosts: ['127.0.0.1'], ...config });
  return httpTool(options)(spec, testHost('/project', { TOKEN: secret })).then((tool) => {
    tools.push(tool);
    return tool;
  });
}
