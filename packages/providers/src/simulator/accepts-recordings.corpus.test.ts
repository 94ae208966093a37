import { createReadStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { corpusFolder } from '@sluice/corpus';
import { expect, test } from 'vitest';
import { startSimulator } from './start-simulator.ts';

interface Cassette {
  id: string;
  provider: string;
  endpoint: string;
  request: { method: string; path: string; headers: Record<string, string>; body: unknown };
  response: { status: number };
}

/** The three vendors themselves: gateways take parameters of their own. */
const vendors: Record<string, Record<string, string>> = {
  openai: { authorization: 'Bearer simulated' },
  anthropic: { 'x-api-key': 'simulated', 'anthropic-version': '2023-06-01' },
  gemini: { 'x-goog-api-key': 'simulated', authorization: 'Bearer simulated' },
};
const endpoints = new Set([
  'chat_completions',
  'responses',
  'embeddings',
  'messages',
  'count_tokens',
  'generateContent',
  'streamGenerateContent',
  'countTokens',
]);

/** Refusals that follow from what only the vendor knows: keys, models, downloads, files, context sizes, quotas. */
const unknowable =
  /API key|not_found_error|credential|not exist|not found|not a chat model|not allowed|downloading|unsupported image|does not support|file type|too long|context window|quota|exhausted|unregistered/iu;

const folder = corpusFolder();
const file = folder === undefined ? undefined : resolve(folder, 'cassettes', 'cassettes.jsonl');

test.skipIf(file === undefined || !existsSync(file))(
  'takes every recorded request that its vendor took, and refuses what it refused',
  async () => {
    await using simulator = await startSimulator({ profile: { tokens: 'approximate' } });
    const counts = new Map<string, { taken: number; refused: number; unknowable: number }>();
    const wrong: string[] = [];
    for await (const line of createInterface({ input: createReadStream(file ?? '', 'utf8') })) {
      const cassette = JSON.parse(line) as Cassette & { response: { body?: unknown; sse?: string } };
      const headers = vendors[cassette.provider];
      if (headers === undefined || !endpoints.has(cassette.endpoint) || cassette.request.method !== 'POST') continue;
      const name = `${cassette.provider} ${cassette.endpoint}`;
      const count = counts.get(name) ?? { taken: 0, refused: 0, unknowable: 0 };
      counts.set(name, count);
      const recorded = JSON.stringify(cassette.response.body ?? cassette.response.sse ?? '');
      if (cassette.response.status >= 400 && unknowable.test(recorded)) {
        count.unknowable += 1;
        continue;
      }
      const { body, path } = cassette.request;
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const answer = await fetch(simulator.url + path, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: text,
      });
      const said = await answer.text();
      if (cassette.response.status >= 400) count.refused += 1;
      else count.taken += 1;
      if (answer.status >= 400 !== cassette.response.status >= 400) {
        wrong.push(
          `${cassette.id}: ${answer.status} for a recorded ${cassette.response.status}: ${(answer.status >= 400 ? said : recorded).slice(0, 300)}`,
        );
      }
    }
    console.log(
      [...counts]
        .map(
          ([name, count]) => `${name}: ${count.taken} taken, ${count.refused} refused, ${count.unknowable} unknowable`,
        )
        .join('\n'),
    );
    expect(wrong).toEqual([]);
  },
);
