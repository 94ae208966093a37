import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ModelRequest } from '@sluice/core';
import { afterEach, expect, test, vi } from 'vitest';
import { startSimulator } from '../simulator/start-simulator.ts';
import type { Fetch } from '../wire/fetch.ts';
import type { OpenaiOptions } from './openai-options.ts';
import { openaiProvider } from './openai-provider.ts';

const request: ModelRequest = {
  messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }],
  params: {},
  origin: { run: 'r', step: 's', sample: 0 },
};
const answer = { model: 'm', choices: [{ index: 0, message: { content: 'hello' }, finish_reason: 'stop' }] };

/** The one request that a provider with these options sends. */
async function sentBy(options: Partial<OpenaiOptions>, model = 'gpt-4o'): Promise<Request> {
  const sent: Request[] = [];
  const fetch: Fetch = async (input, init) => {
    sent.push(new Request(input, init));
    return Response.json(answer);
  };
  const provider = openaiProvider({ name: 'p', api: 'chat', fetch, ...options });
  await provider.model(model).generate(request, { signal: new AbortController().signal });
  const [first] = sent;
  if (first === undefined || sent.length > 1) throw new Error(`${sent.length} requests`);
  return first;
}

afterEach(() => vi.unstubAllEnvs());

test.for([
  ['OpenAI', { apiKey: 'k' }, 'https://api.openai.com/v1/chat/completions', 'Bearer k'],
  [
    'a gateway by its name',
    { apiKey: 'k', compatible: 'groq' },
    'https://api.groq.com/openai/v1/chat/completions',
    'Bearer k',
  ],
  ['a server without a key', { compatible: 'ollama' }, 'http://localhost:11434/v1/chat/completions', null],
  ['a slash too many', { baseUrl: 'http://localhost:8000/v1/' }, 'http://localhost:8000/v1/chat/completions', null],
] as const)('%s', async ([, options, url, authorization]) => {
  const sent = await sentBy(options);
  expect([sent.url, sent.headers.get('authorization')]).toEqual([url, authorization]);
});

test.for([
  [
    'https://a.openai.azure.com',
    '2024-12-01-preview',
    '/openai/deployments/gpt-4o/chat/completions?api-version=2024-12-01-preview',
  ],
  [
    'https://a.openai.azure.com/openai',
    '2024-12-01-preview',
    '/openai/deployments/gpt-4o/chat/completions?api-version=2024-12-01-preview',
  ],
  ['https://a.openai.azure.com/openai/v1', undefined, '/openai/v1/chat/completions'],
  [
    'https://a.services.ai.azure.com/models',
    '2024-05-01-preview',
    '/models/chat/completions?api-version=2024-05-01-preview',
  ],
] as const)('Azure at %s, version %s', async ([baseUrl, apiVersion, path]) => {
  const sent = await sentBy({ baseUrl, apiKey: 'k', ...(apiVersion === undefined ? {} : { apiVersion }) });
  const url = new URL(sent.url);
  expect(url.pathname + url.search).toBe(path);
  expect([sent.headers.get('api-key'), sent.headers.get('authorization')]).toEqual(['k', null]);
});

test('nothing is taken from the environment', async () => {
  vi.stubEnv('OPENAI_API_KEY', 'sk-from-the-environment');
  vi.stubEnv('OPENAI_BASE_URL', 'https://evil.example/v1');
  vi.stubEnv('OPENAI_ORG_ID', 'org-env');
  vi.stubEnv('OPENAI_PROJECT_ID', 'proj-env');
  const sent = await sentBy({});
  const headers = JSON.stringify([...sent.headers]);
  expect(new URL(sent.url).host).toBe('api.openai.com');
  expect(headers).not.toMatch(/environment|org-env|proj-env/);
});

test('given headers are sent', async () => {
  const sent = await sentBy({ apiKey: 'k', defaultHeaders: { 'OpenAI-Organization': 'org-1', 'X-Title': 'Sluice' } });
  expect([sent.headers.get('openai-organization'), sent.headers.get('x-title')]).toEqual(['org-1', 'Sluice']);
});

test('a configuration that cannot work is told before any call', () => {
  const codeOf = (options: Partial<OpenaiOptions>) => {
    try {
      openaiProvider({ name: 'p', api: 'chat', ...options });
      return 'no error';
    } catch (error) {
      return Reflect.get(Object(error), 'code');
    }
  };
  expect(codeOf({ compatible: 'nonesuch' })).toBe('provider/unknown-gateway');
  expect(codeOf({ compatible: 'vllm' })).toBe('provider/no-base-url');
  expect(codeOf({ compatible: 'groq', api: 'responses' })).toBe('provider/no-responses');
  expect(codeOf({ compatible: 'litellm', baseUrl: 'http://localhost:4000' })).toBe('no error');
});

test.for(['chat', 'responses'] as const)(
  'a server that answers a stream request with one body gives that body (%s)',
  async (api) => {
    const whole =
      api === 'chat'
        ? answer
        : { status: 'completed', output: [{ type: 'message', content: [{ type: 'output_text', text: 'hello' }] }] };
    const provider = openaiProvider({ name: 'p', api, apiKey: 'k', fetch: async () => Response.json(whole) });
    const deltas: string[] = [];
    const response = await provider
      .model('m')
      .generate(request, { signal: new AbortController().signal, onDelta: (text) => deltas.push(text) });
    expect([response.text, response.finish, deltas]).toEqual(['hello', 'stop', ['hello']]);
  },
);

test('what the listener throws is thrown as it is, and the request is given up', async () => {
  await using simulator = await startSimulator({
    profile: { tokens: 'approximate', models: { '*': { faults: [{ kind: 'hang_in_stream' }] } } },
  });
  const provider = openaiProvider({
    name: 'p',
    api: 'chat',
    apiKey: 'k',
    baseUrl: simulator.baseUrls.openai,
    compatible: 'custom',
  });
  const bug = new Error('a bug of ours');
  const onDelta = (): never => {
    throw bug;
  };
  await expect(provider.model('m').generate(request, { signal: new AbortController().signal, onDelta })).rejects.toBe(
    bug,
  );
  await expect.poll(() => simulator.stats().inFlight, { interval: 2 }).toBe(0);
  await provider.close?.();
});

test('vectors come back in the order of the texts, over as many requests as needed', async () => {
  await using simulator = await startSimulator({ profile: { tokens: 'approximate' } });
  const provider = openaiProvider({
    name: 'p',
    api: 'chat',
    apiKey: 'k',
    baseUrl: simulator.baseUrls.openai,
    compatible: 'custom',
  });
  const texts = Array.from({ length: 600 }, (_, index) => `text ${index}`);
  const embedder = provider.embedder?.('text-embedding-3-small');
  const all = await embedder?.embed(texts, { signal: new AbortController().signal });
  const one = await embedder?.embed([texts[433] ?? ''], { signal: new AbortController().signal });
  expect(simulator.stats().total).toBe(4);
  expect(all?.vectors.length).toBe(600);
  expect(all?.vectors[433]).toEqual(one?.vectors[0]);
  expect(all?.usage.input).toBeGreaterThan(600);
  await provider.close?.();
});

test('the SDK is loaded by the first call, not by the import', async () => {
  const script = `
    const { openaiProvider } = await import(${JSON.stringify(new URL('./openai-provider.ts', import.meta.url).href)});
    const loaded = () => Object.keys((await_ ?? {})).length;
    const { registerHooks } = await import('node:module');
    const seen = [];
    registerHooks({ resolve(name, context, next) { if (name === 'openai') seen.push(name); return next(name, context); } });
    const provider = openaiProvider({ name: 'p', api: 'chat', apiKey: 'k', fetch: async () => Response.json(${JSON.stringify(answer)}) });
    const before = seen.length;
    await provider.model('m').generate(${JSON.stringify(request)}, { signal: new AbortController().signal });
    console.log(JSON.stringify([before, seen.length]));
  `.replace(/.*await_.*\n/, '');
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--conditions=source',
    '--input-type=module',
    '-e',
    script,
  ]);
  expect(JSON.parse(stdout)).toEqual([0, 1]);
});
