import type { JsonObject, OpenTool } from '@sluice/core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LoopbackServer, type Respond, sendJson } from '../testing/loopback-server.ts';
import { callTool, failureOf, testHost, toolSpec } from '../testing/tool-under-test.ts';
import { type HttpToolOptions, httpTool } from './http-tool.ts';

const secret = 's3cr3t/with "quotes"';
const server = new LoopbackServer();
const tools: OpenTool[] = [];
const other = new LoopbackServer();
let port = 0;
let otherPort = 0;

beforeAll(async () => {
  port = await server.listen();
  otherPort = await other.listen();
});

beforeEach(() => {
  server.seen = [];
  server.respond = (request, response) => sendJson(response, 200, { url: request.url });
});

afterAll(async () => {
  await Promise.all(tools.map((tool) => tool.close()));
  await server[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
});

describe('the border', () => {
  test.each([
    'http://127.0.0.1:PORT',
    'http://localhost:PORT',
    'http://[::1]:PORT',
    'http://[::ffff:127.0.0.1]:PORT',
    'http://0.0.0.0:PORT',
    'http://2130706433:PORT',
    'http://0x7f.1:PORT',
    'http://127.1:PORT',
    'http://169.254.169.254',
    'http://10.0.0.1',
  ])('refuses %s unless its host is allowed', async (base_url) => {
    const tool = await open({ base_url: base_url.replace('PORT', String(port)), allow_hosts: [] });
    const failure = await failureOf(callTool(tool, { path: '/' }));
    expect(failure).toMatchObject({ type: 'tool', code: 'http/forbidden-address' });
    expect(server.seen).toEqual([]);
  });

  test('refuses a name by what it resolves to, at the moment of connecting', async () => {
    for (const address of ['127.0.0.1', '::ffff:127.0.0.1', '169.254.169.254']) {
      const resolve = async () => [{ address, family: address.includes(':') ? 6 : 4 } as const];
      const tool = await open({ base_url: `http://crm.example.com:${port}`, allow_hosts: [] }, { resolve });
      expect(await failureOf(callTool(tool, { path: '/' }))).toMatchObject({ code: 'http/forbidden-address' });
      const allowed = await open(
        { base_url: `http://crm.example.com:${port}`, allow_hosts: ['crm.example.com'] },
        { resolve },
      );
      if (address === '127.0.0.1') expect(await callTool(allowed, { path: '/' })).toEqual({ url: '/' });
    }
    expect(server.seen).toHaveLength(1);
  });

  test('allows a host on one port alone', async () => {
    const base_url = `http://127.0.0.1:${port}`;
    expect(await callTool(await open({ base_url, allow_hosts: [`127.0.0.1:${port}`] }), { path: '/' })).toEqual({
      url: '/',
    });
    const other = await open({ base_url, allow_hosts: [`127.0.0.1:${otherPort}`] });
    expect(await failureOf(callTool(other, { path: '/' }))).toMatchObject({ code: 'http/forbidden-address' });
  });

  test('follows redirects on the same host, and no others', async () => {
    const auth = { bearer: 'TOKEN' };
    const strict = await open({ auth, allow_hosts: [`127.0.0.1:${port}`] });
    server.respond = redirectOnce(302, '/v2/new');
    expect(await callTool(strict, { path: '/old', method: 'POST', body: 1 })).toEqual({ url: '/v2/new' });
    expect(server.seen[1]).toMatchObject({ method: 'GET', body: '', headers: { authorization: `Bearer ${secret}` } });
    for (const target of [
      `http://127.0.0.1:${otherPort}/x`,
      'http://169.254.169.254/latest/meta-data',
      'http://evil.test/',
    ]) {
      server.seen = [];
      server.respond = redirectOnce(307, target);
      const failure = await failureOf(callTool(strict, { path: '/old' }));
      expect(failure).toMatchObject({ type: 'tool', code: 'http/redirect-refused' });
      expect(server.seen).toHaveLength(1);
    }
    server.respond = (_, response) => response.writeHead(302, { location: '/v2/again' }).end();
    expect(await failureOf(callTool(strict, { path: '/' }))).toMatchObject({ code: 'http/too-many-redirects' });
  });

  test('shows the secret to the first host alone', async () => {
    const tool = await open({ auth: { bearer: 'TOKEN' }, allow_hosts: ['127.0.0.1'] });
    server.respond = redirectOnce(308, `http://127.0.0.1:${otherPort}/moved`);
    expect(await callTool(tool, { path: '/', method: 'PUT', body: { a: 1 } })).toEqual({ url: '/moved' });
    expect(server.seen[0]?.headers.authorization).toBe(`Bearer ${secret}`);
    expect(other.seen[0]).toMatchObject({ method: 'PUT', body: '{"a":1}' });
    expect(other.seen[0]?.headers.authorization).toBeUndefined();
  });

  test('refuses credentials in the base URL', async () => {
    const opened = open({ base_url: 'https://user:pass@example.com' });
    expect(await failureOf(opened)).toMatchObject({ code: 'http/credentials-in-url' });
  });
});

function open(config: JsonObject, options: HttpToolOptions = {}): Promise<OpenTool> {
  const spec = toolSpec('http', { base_url: `http://127.0.0.1:${port}/v2`, allow_hosts: ['127.0.0.1'], ...config });
  return httpTool(options)(spec, testHost('/project', { TOKEN: secret })).then((tool) => {
    tools.push(tool);
    return tool;
  });
}

function redirectOnce(status: number, location: string): Respond {
  let done = false;
  return (request, response) => {
    if (done) sendJson(response, 200, { url: request.url });
    else response.writeHead(status, { location }).end();
    done = true;
  };
}
