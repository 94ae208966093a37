import { inputTokens, type ModelRequest, outputTokens } from '@sluice/core';
import { corpusFolder } from '@sluice/corpus';
import { expect, test } from 'vitest';
import { playRecording, type ReplayRecording } from '../testing/cassette-player.ts';
import { compareReplay } from '../testing/compare-replay.ts';
import { cutStreams } from '../testing/cut-streams.ts';
import { holdsEndpoint, type Recording, readRecordings } from '../testing/recording.ts';
import { replayReport } from '../testing/replay-report.ts';
import { isObject, listAt, objectAt } from '../wire/json.ts';
import { anthropicProvider } from './anthropic-provider.ts';

const corpus = corpusFolder();

const request: ModelRequest = {
  messages: [{ role: 'user', content: [{ type: 'text', text: 'hello' }] }],
  params: {},
  origin: { run: 'run', step: 'step', sample: 0 },
};

const deltas = new Map<string, string>();

const replay: ReplayRecording = (recording, fetch) => {
  const provider = anthropicProvider({ name: 'anthropic', apiKey: 'sk-ant-recorded', fetch });
  const body = recording.request.body;
  const model = provider.model(isObject(body) ? String(body.model) : 'unknown');
  const { signal } = new AbortController();
  const onDelta = (text: string): void => {
    deltas.set(recording.id, (deltas.get(recording.id) ?? '') + text);
  };
  return model.generate(request, recording.stream ? { signal, onDelta } : { signal });
};

test.skipIf(corpus === undefined)('every recorded answer of /v1/messages through the SDK and the adapter', async () => {
  const recordings = messagesOf(corpus ?? '');
  const judged = await Promise.all(
    recordings.map(async (recording) => {
      const played = await playRecording(recording, replay);
      const { outcome } = played;
      const streamed = outcome.ok && recording.stream && outcome.response.text !== (deltas.get(recording.id) ?? '');
      const differences = [...compareReplay(played), ...(streamed ? ['the deltas are not the text'] : [])];
      return { recording, differences };
    }),
  );
  console.log(`anthropic: ${replayReport(judged)}`);
  expect(judged.filter(({ differences }) => differences.length > 0)).toEqual([]);
});

test.skipIf(corpus === undefined)(
  'the buckets hold every reported token, and sub-calls those of the iterations',
  async () => {
    let checked = 0;
    let sub = 0;
    for (const recording of messagesOf(corpus ?? '')) {
      const { outcome } = await playRecording(recording, replay);
      const { usage } = recording.expected;
      if (!outcome.ok || !isObject(usage)) continue;
      const ours = outcome.response.usage;
      const others = listAt(usage, 'iterations').filter((entry) => isObject(entry) && entry.type !== 'message');
      const wires = [usage, ...others];
      expect(inputTokens(ours), recording.id).toBe(
        sum(wires, ['input_tokens', 'cache_read_input_tokens', 'cache_creation_input_tokens']),
      );
      expect(outputTokens(ours), recording.id).toBe(sum(wires, ['output_tokens']));
      if (ours.anomalies.length > 0) console.log(`  ${recording.id}: ${ours.anomalies.join(', ')}`);
      const thinking = objectAt(usage, 'output_tokens_details').thinking_tokens;
      if (thinking !== undefined) expect(ours.reasoning, recording.id).toBe(thinking);
      expect(ours.sub.length, recording.id).toBe(others.length);
      checked += 1;
      sub += others.length;
    }
    console.log(`anthropic: the buckets of ${checked} answers sum to their usage, ${sub} sub-calls among them`);
    expect(checked > 0).toBe(holdsEndpoint(corpus ?? '', /^messages$/));
  },
);

test.skipIf(corpus === undefined)('a recorded stream that is cut anywhere is never a shorter answer', async () => {
  const streams = messagesOf(corpus ?? '').filter(
    ({ response }) => response.sse !== undefined && response.status === 200,
  );
  const report = await cutStreams(streams, process.env.SLUICE_PROVE === '1' ? 400 : 12, replay);
  const { cuts, failed, whole, wrong } = report;
  console.log(
    `anthropic: ${streams.length} streams cut at ${cuts} places: ${failed} failures to retry, ${whole} whole answers`,
  );
  expect(wrong).toEqual([]);
  expect(failed > whole).toBe(streams.length > 0);
});

function messagesOf(folder: string): readonly Recording[] {
  return readRecordings(folder).recordings.filter(({ endpoint }) => endpoint === 'messages');
}

function sum(wires: readonly unknown[], fields: readonly string[]): number {
  const counts = wires.flatMap((wire) => fields.map((field) => (isObject(wire) ? wire[field] : undefined)));
  return counts.reduce<number>((total, count) => total + (typeof count === 'number' ? count : 0), 0);
}
