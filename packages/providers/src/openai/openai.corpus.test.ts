import { inputTokens, type JsonObject, type ModelResponse, outputTokens } from '@sluice/core';
import { corpusFolder } from '@sluice/corpus';
import { expect, test } from 'vitest';
import { gatewayAt, gatewayNamed } from '../compatible/find-gateway.ts';
import { playRecording, type ReplayRecording } from '../testing/cassette-player.ts';
import { compareReplay } from '../testing/compare-replay.ts';
import { fromChatBody } from '../testing/recorded-chat-request.ts';
import { fromResponsesBody } from '../testing/recorded-responses-request.ts';
import { type RecordedBill, type Recording, readRecordings } from '../testing/recording.ts';
import { type JudgedReplay, replayReport } from '../testing/replay-report.ts';
import { calledEndpoints, whyUncalled } from '../testing/uncalled-endpoints.ts';
import { isObject, numberAt, objectAt } from '../wire/json.ts';
import { toChatUsage } from './chat/to-chat-usage.ts';
import { openaiProvider } from './openai-provider.ts';
import { toResponsesUsage } from './responses/to-responses-usage.ts';

const corpus = corpusFolder();
const set = corpus === undefined ? undefined : readRecordings(corpus);
const notOpenai = /^(anthropic|gemini|vertex)$/;

/** Chat Completions and Responses are OpenAI's wire whoever serves them; embeddings have other wires as well. */
function isOurs({ endpoint, provider }: Recording): boolean {
  if (endpoint === 'embeddings') return !notOpenai.test(provider);
  return endpoint === 'chat_completions' || endpoint === 'responses';
}

const replay: ReplayRecording = async (recording, fetch) => {
  const body = recording.request.body as JsonObject;
  const api = recording.endpoint === 'responses' ? 'responses' : 'chat';
  const provider = openaiProvider({
    name: recording.provider,
    apiKey: 'test-key-of-the-replay',
    // A gateway that has no row yet is played as an unknown server.
    compatible: gatewayNamed(recording.provider)?.name ?? 'custom',
    baseUrl: 'https://recorded.example/v1',
    api,
    fetch,
  });
  const model = provider.model(typeof body['model'] === 'string' ? body['model'] : 'recorded');
  const request = api === 'chat' ? fromChatBody(body, recording.provider) : fromResponsesBody(body, recording.provider);
  const deltas: string[] = [];
  const options = recording.stream ? { onDelta: (text: string) => void deltas.push(text) } : {};
  const response = await model.generate(request, { signal: new AbortController().signal, ...options });
  if (recording.stream) expect(deltas.join(''), `${recording.id}: the deltas are the text`).toBe(response.text);
  return response;
};

test.skipIf(set === undefined)('every recording of Chat Completions and Responses is read as it says', async () => {
  const judged: JudgedReplay[] = [];
  for (const recording of set?.recordings ?? []) {
    if (!isOurs(recording) || recording.endpoint === 'embeddings' || whyUncalled(recording) !== undefined) continue;
    const played = await playRecording(recording, replay);
    const sums = played.outcome.ok ? checkSums(recording, played.outcome.response) : [];
    judged.push({ recording, differences: [...compareReplay(played), ...sums] });
  }
  console.log(replayReport(judged));
  expect(judged.length).toBeGreaterThan(0);
  expect(judged.filter(({ differences }) => differences.length > 0).map(({ recording }) => recording.id)).toEqual([]);
});

test.skipIf(set === undefined)('every recording of embeddings gives its vectors and usage', async () => {
  const judged: JudgedReplay[] = [];
  for (const recording of set?.recordings ?? []) {
    if (!isOurs(recording) || recording.endpoint !== 'embeddings' || whyUncalled(recording) !== undefined) continue;
    const played = await playRecording(recording, replayEmbeddings);
    judged.push({ recording, differences: compareReplay(played) });
  }
  console.log(replayReport(judged));
  expect(judged.filter(({ differences }) => differences.length > 0).map(({ recording }) => recording.id)).toEqual([]);
});

const replayEmbeddings: ReplayRecording = async (recording, fetch) => {
  const body = recording.request.body as JsonObject;
  const compatible = gatewayNamed(recording.provider)?.name ?? 'custom';
  const provider = openaiProvider({
    name: recording.provider,
    compatible,
    baseUrl: 'https://recorded.example',
    api: 'chat',
    fetch,
  });
  const texts = Array.isArray(body['input']) ? body['input'].map(String) : [String(body['input'])];
  const embedder = provider.embedder?.(String(body['model']));
  const { vectors, usage } = (await embedder?.embed(texts, { signal: new AbortController().signal })) ?? {
    vectors: [],
  };
  const data = isObject(recording.response.body) ? recording.response.body['data'] : [];
  expect(vectors.length).toBe(Array.isArray(data) ? data.length : 0);
  for (const [index, vector] of vectors.entries()) {
    const recorded = Array.isArray(data) && isObject(data[index]) ? data[index]['embedding'] : undefined;
    if (Array.isArray(recorded)) expect(vector).toEqual(recorded);
    // Base64 is compared by encoding our numbers again, in whichever of the two forms has the right length.
    else
      expect([encodeFloats(vector), Buffer.from(Int8Array.from(vector).buffer).toString('base64')]).toContain(recorded);
  }
  if (usage === undefined) throw new Error('no embedder');
  const model = isObject(recording.response.body) ? String(recording.response.body['model']) : '';
  return { text: '', toolCalls: [], finish: 'stop', usage, model, turn: [], timing: {} };
};

function encodeFloats(vector: readonly number[]): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString('base64');
}

/** The buckets add up to what the vendor counted, by the rules of the table, written down here a second time. */
function checkSums({ provider, endpoint, expected, request }: Recording, { usage }: ModelResponse): string[] {
  const { usage: raw } = expected;
  if (!isObject(raw)) return [];
  const differences: string[] = [];
  const check = (what: string, theirs: number | undefined, ours: number | undefined): void => {
    if (theirs !== ours) differences.push(`${what}: ${theirs} recorded, ${ours} in our buckets`);
  };
  if (endpoint === 'responses') {
    check('input', numberAt(raw, 'input_tokens'), inputTokens(usage));
    check('output', numberAt(raw, 'output_tokens'), outputTokens(usage));
  } else {
    const [input, output] = chatTotals(provider, raw, request.body);
    check('input', input, inputTokens(usage));
    check('output', output, outputTokens(usage));
  }
  const bill = billOf(provider, raw);
  if (bill !== usage.billedUsd) differences.push(`bill: ${bill} recorded, ${usage.billedUsd} ours`);
  return differences;
}

function chatTotals(
  provider: string,
  raw: JsonObject,
  body: unknown,
): readonly [number | undefined, number | undefined] {
  const prompt = numberAt(raw, 'prompt_tokens');
  const completion = numberAt(raw, 'completion_tokens');
  const total = numberAt(raw, 'total_tokens') ?? 0;
  const cached = numberAt(objectAt(raw, 'prompt_tokens_details'), 'cached_tokens') ?? 0;
  const reasoning = numberAt(objectAt(raw, 'completion_tokens_details'), 'reasoning_tokens') ?? 0;
  const model = isObject(body) ? String(body['model']) : '';
  if (prompt === undefined || completion === undefined) return [prompt, completion];
  if (provider === 'azure' && /grok/.test(model)) return [prompt + cached, completion];
  if (provider === 'xai' || provider === 'vercel-gateway' || reasoning > completion)
    return [prompt, completion + reasoning];
  if (provider === 'gemini' && total > 0) return [prompt, total - prompt];
  if (provider === 'mistral' && total > 0) return [total - completion, completion];
  const written = numberAt(objectAt(raw, 'prompt_tokens_details'), 'cache_write_tokens') ?? 0;
  // The same tokens were written and read: both are billed.
  if (cached + written > prompt) return [prompt + Math.min(cached, written), completion];
  return [prompt, completion];
}

function billOf(provider: string, raw: JsonObject): number | undefined {
  const cost = numberAt(raw, 'cost') ?? numberAt(objectAt(raw, 'cost'), 'total_cost');
  if (cost !== undefined) return cost;
  const ticks = provider === 'xai' ? numberAt(raw, 'cost_in_usd_ticks') : undefined;
  return ticks === undefined ? undefined : Math.round(ticks) / 1e10;
}

test.skipIf(set === undefined)('every bill that a vendor put into its usage is found there', () => {
  const judged = (set?.bills ?? []).flatMap((bill) => judgeBill(bill));
  const counts = Map.groupBy(judged, ({ name }) => name);
  for (const [name, members] of counts) {
    console.log(`  ${name}: ${members.filter(({ equal }) => equal).length}/${members.length} bills`);
  }
  if (judged.length === 0) console.log('  no bills in this folder');
  expect(judged.filter(({ equal }) => !equal)).toEqual([]);
});

// Rows of the truth that are no figure of the vendor's in its `usage`, with the reason.
const noBill: readonly (readonly [(bill: RecordedBill) => boolean, string])[] = [
  [({ how }) => how === 'gateway cost_estimate', 'an estimate beside the body, not in its usage'],
  [
    ({ provider, billed_usd: usd }) => provider === 'azure' && usd === 0,
    'Azure passes xAI’s counter on as 0 and bills otherwise',
  ],
];

function judgeBill(bill: RecordedBill): readonly { name: string; equal: boolean; bill: unknown }[] {
  const { usage, provider, endpoint } = bill;
  const reason = noBill.find(([applies]) => applies(bill))?.[1];
  if (reason !== undefined || !isObject(usage)) {
    console.log(`  no bill: ${endpoint} ${provider}: ${reason}`);
    return [];
  }
  const { usage: rules } = gatewayNamed(provider) ?? gatewayAt(`https://${provider}/`);
  const model = bill.requested_model ?? bill.model ?? '';
  const ours = (endpoint === 'responses' ? toResponsesUsage({ usage }, rules) : toChatUsage(usage, rules, model))
    .billedUsd;
  const equal = ours !== undefined && Math.abs(ours - bill.billed_usd) <= 1e-10;
  return [{ name: `${endpoint} ${provider}`, equal, bill: equal ? undefined : bill }];
}

test.skipIf(set === undefined)('no row and no endpoint of the recordings is of an unknown form', () => {
  expect(set?.unknown).toEqual([]);
  const strange = (set?.recordings ?? []).filter((recording) => {
    return !calledEndpoints.includes(recording.endpoint) && whyUncalled(recording) === undefined;
  });
  const uncalled = (set?.recordings ?? []).filter((recording) => whyUncalled(recording) !== undefined);
  for (const [endpoint, recordings] of Map.groupBy(uncalled, (recording) => recording.endpoint)) {
    console.log(`  not called: ${recordings.length} of ${endpoint}: ${recordings.map(whyUncalled)[0]}`);
  }
  expect(strange.map(({ id }) => id)).toEqual([]);
});
