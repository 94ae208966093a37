import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

/** The packages that a fresh process loads which imports our index and then does `work`. */
async function loadedBy(work: string): Promise<readonly string[]> {
  const script = `
    import { registerHooks } from 'node:module';
    const packages = new Set();
    registerHooks({
      load(url, context, next) {
        const [, name] = /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\/(?!.*node_modules\\/)/.exec(url) ?? [];
        if (name !== undefined) packages.add(name);
        return next(url, context);
      },
    });
    const providers = await import(${JSON.stringify(new URL('index.ts', import.meta.url).href)});
    const origin = { run: 'r', step: 's', sample: 0 };
    const request = { messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }], params: {}, origin };
    const call = (provider, name) => provider.model(name).generate(request, { signal: new AbortController().signal });
    const answering = (answer) => async () => Response.json(answer);
    ${work}
    console.log(JSON.stringify([...packages].sort()));
  `;
  const { stdout } = await run(process.execPath, ['--conditions=source', '--input-type=module', '-e', script]);
  return JSON.parse(stdout) as string[];
}

const sdks = ['@anthropic-ai/sdk', '@google/genai', 'openai'];

test('no SDK is loaded before a call, nor by prices', async () => {
  const loaded = await loadedBy(`
    providers.anthropicProvider({ name: 'a', apiKey: 'k' }).model('claude-opus-5-5').unsupported(request);
    providers.priceBook().find('openai/gpt-5', Date.now());
  `);
  expect(loaded.filter((name) => sdks.includes(name))).toEqual([]);
});

test('a call loads the SDK of its own vendor and no other', async () => {
  const anthropic = await loadedBy(`
    const answer = { type: 'message', content: [], stop_reason: 'end_turn' };
    await call(providers.anthropicProvider({ name: 'a', apiKey: 'k', fetch: answering(answer) }), 'claude-opus-5-5');
  `);
  expect(anthropic.filter((name) => sdks.includes(name))).toEqual(['@anthropic-ai/sdk']);
  const google = await loadedBy(`
    const answer = { candidates: [{ finishReason: 'STOP' }] };
    await call(providers.googleProvider({ name: 'g', apiKey: 'k', fetch: answering(answer) }), 'gemini-3.8-flash');
  `);
  expect(google.filter((name) => sdks.includes(name))).toEqual(['@google/genai']);
});
