import { inputTokens, type ModelRequest, outputTokens } from '@sluice/core';
import { corpusFolder } from '@sluice/corpus';
import { expect, test } from 'vitest';
import { playRecording, type ReplayRecording, recordedResponse } from '../testing/cassette-player.ts';
import { compareReplay } from '../testing/compare-replay.ts';
import { cutStreams } from '../testing/cut-streams.ts';
import { holdsEndpoint, type Recording, readRecordings } from '../testing/recording.ts';
import { replayReport } from '../testing/replay-report.ts';
import { isObject, listAt } from '../wire/json.ts';
import { googleProvider } from './google-provider.ts';

const corpus = corpusFolder();

const request: ModelRequest = {
  messages: [{ role: 'user', content: [{ type: 'text', text: 'hello' }] }],
  params: {},
  origin: { run: 'run', step: 'step', sample: 0 },
};

const deltas = new Map<string, string>();

const replay: ReplayRecording = (recording, fetch) => {
  const provider = googleProvider({ name: 'google', apiKey: 'AIza-recorded', fetch });
  const { signal } = new AbortController();
  const onDelta = (text: string): void => {
    deltas.set(recording.id, (deltas.get(recording.id) ?? '') + text);
  };
  return provider.model(modelOf(recording)).generate(request, recording.stream ? { signal, onDelta } : { signal });
};

test.skipIf(corpus === undefined)('every recorded answer of generateContent, Gemini and Vertex', async () => {
  const judged = await Promise.all(
    answersOf(corpus ?? '').map(async (recording) => {
      const played = await playRecording(recording, replay);
      const { outcome } = played;
      const streamed = outcome.ok && recording.stream && outcome.response.text !== (deltas.get(recording.id) ?? '');
      const differences = [...compareReplay(played), ...(streamed ? ['the deltas are not the text'] : [])];
      return { recording, differences };
    }),
  );
  console.log(`google: ${replayReport(judged)}`);
  expect(judged.filter(({ differences }) => differences.length > 0)).toEqual([]);
});

test.skipIf(corpus === undefined)('the buckets hold every reported token', async () => {
  let checked = 0;
  for (const recording of answersOf(corpus ?? '')) {
    const { outcome } = await playRecording(recording, replay);
    const { usage } = recording.expected;
    if (!outcome.ok || !isObject(usage)) continue;
    const ours = outcome.response.usage;
    expect(inputTokens(ours), recording.id).toBe(sum(usage, ['promptTokenCount', 'toolUsePromptTokenCount']));
    expect(outputTokens(ours), recording.id).toBe(sum(usage, ['candidatesTokenCount', 'thoughtsTokenCount']));
    expect(ours.cacheRead, recording.id).toBe(usage.cachedContentTokenCount);
    checked += 1;
  }
  console.log(`google: the buckets of ${checked} answers sum to their usage`);
  expect(checked > 0).toBe(holdsEndpoint(corpus ?? '', /^(stream)?generateContent$/i));
});

test.skipIf(corpus === undefined)('every signature of a recorded turn goes back where it stood', async () => {
  let signatures = 0;
  for (const recording of answersOf(corpus ?? '')) {
    const { outcome } = await playRecording(recording, replay);
    if (!outcome.ok) continue;
    const received = signaturesIn(recording.response.body ?? recording.response.sse ?? null);
    let sent = '';
    const provider = googleProvider({
      name: 'google',
      apiKey: 'AIza-recorded',
      fetch: async (_input, init) => {
        sent = String(init?.body);
        return recordedResponse(recording);
      },
    });
    const turn = { role: 'assistant' as const, content: outcome.response.turn };
    await provider
      .model(modelOf(recording))
      .generate({ ...request, messages: [...request.messages, turn] }, { signal: new AbortController().signal })
      .catch(() => undefined);
    if (received.length > 0) expect(signaturesIn(sent), recording.id).toEqual(received);
    signatures += received.length;
  }
  console.log(`google: ${signatures} thought signatures went back`);
  expect(signatures > 0).toBe(JSON.stringify(answersOf(corpus ?? '')).includes('thoughtSignature'));
});

test.skipIf(corpus === undefined)('every recorded answer of batchEmbedContents', async () => {
  const recordings = readRecordings(corpus ?? '').recordings.filter(
    ({ endpoint, request: { path } }) => endpoint === 'embeddings' && path.includes(':batchEmbedContents'),
  );
  let passed = 0;
  for (const recording of recordings) {
    const fetch = async (): Promise<Response> => recordedResponse(recording);
    const embedder = googleProvider({ name: 'google', apiKey: 'AIza-recorded', fetch }).embedder?.(modelOf(recording));
    const expected = listAt(recording.response.body, 'embeddings').map((entry) =>
      isObject(entry) ? entry.values : [],
    );
    const texts = listAt(recording.request.body, 'requests').map(() => 'text');
    const answer = embedder?.embed(texts, { signal: new AbortController().signal });
    if (recording.response.status === 200) expect((await answer)?.vectors).toEqual(expected);
    else await expect(answer).rejects.toMatchObject({ failure: { status: recording.response.status } });
    passed += 1;
  }
  console.log(`google: ${passed}/${recordings.length} recordings of embeddings pass`);
});

test.skipIf(corpus === undefined)('a recorded stream that is cut anywhere is never a shorter answer', async () => {
  const streams = answersOf(corpus ?? '').filter(
    ({ response }) => response.sse !== undefined && response.status === 200,
  );
  const report = await cutStreams(streams, process.env.SLUICE_PROVE === '1' ? 400 : 12, replay);
  const { cuts, failed, whole, wrong } = report;
  console.log(
    `google: ${streams.length} streams cut at ${cuts} places: ${failed} failures to retry, ${whole} whole answers`,
  );
  expect(wrong).toEqual([]);
  expect(failed > whole).toBe(streams.length > 0);
});

function answersOf(folder: string): readonly Recording[] {
  return readRecordings(folder).recordings.filter(({ endpoint }) => /^(stream)?generateContent$/i.test(endpoint));
}

function modelOf({ request: { path } }: Recording): string {
  return /models\/([^:]+):/.exec(path)?.[1] ?? 'unknown';
}

/** Undefined, not 0, where none of the fields is reported. */
function sum(usage: { readonly [field: string]: unknown }, fields: readonly string[]): number | undefined {
  const counts = fields.map((field) => usage[field]).filter((count) => typeof count === 'number');
  return counts.length === 0 ? undefined : counts.reduce((total, count) => total + count, 0);
}

function signaturesIn(value: unknown): readonly string[] {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return [...text.matchAll(/"thoughtSignature":\s*"([^"]*)"/g)].map((match) => match[1] ?? '');
}
