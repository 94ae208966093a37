import { FailureError, isRetryable, type JsonObject, type ModelResponse } from '@sluice/core';
import { corpusFolder } from '@sluice/corpus';
import { expect, test } from 'vitest';
import { gatewayNamed } from '../compatible/find-gateway.ts';
import { fromChatBody } from '../testing/recorded-chat-request.ts';
import { fromResponsesBody } from '../testing/recorded-responses-request.ts';
import { type Recording, readRecordings } from '../testing/recording.ts';
import { openaiProvider } from './openai-provider.ts';

const corpus = corpusFolder();
const cutsPerStream = process.env['SLUICE_PROVE'] === '1' ? 400 : 12;

test.skipIf(corpus === undefined)(
  'a recorded stream that is cut anywhere is a failure to retry or the whole answer, never a shorter one',
  async () => {
    const streams = readRecordings(corpus ?? '').recordings.filter(isOurStream);
    const counts = { cuts: 0, failed: 0, whole: 0 };
    for (const recording of streams) {
      const bytes = Buffer.from(recording.response.sse ?? '');
      const full = await play(recording, bytes);
      for (let cut = 1; cut <= cutsPerStream; cut += 1) {
        // Spread over the stream by a step that is no multiple of any line's length.
        const at = Math.floor(bytes.length * ((cut * 0.618_033_988_75) % 1));
        const outcome = await play(recording, bytes.subarray(0, at));
        counts.cuts += 1;
        if (outcome instanceof FailureError) {
          counts.failed += 1;
          // An error of the vendor's own that came before the cut stays what it is.
          if (!(full instanceof FailureError))
            expect(isRetryable(outcome.failure.type), `${recording.id} at ${at}`).toBe(true);
          continue;
        }
        counts.whole += 1;
        if (full instanceof FailureError) {
          // A vendor that says `length` first and its error after it: the cut lies between the two.
          expect(outcome.finish, `${recording.id} at ${at}: answered where the whole stream fails`).toBe('length');
          continue;
        }
        expect(outcome.text, `${recording.id} at ${at}`).toBe(full.text);
        expect(outcome.toolCalls, `${recording.id} at ${at}`).toEqual(full.toolCalls);
        expect(outcome.finish, `${recording.id} at ${at}`).toBe(full.finish);
      }
    }
    console.log(
      `  ${streams.length} streams, ${counts.cuts} cuts: ${counts.failed} failures to retry, ${counts.whole} after the end of the answer`,
    );
    if (streams.length === 0) console.log('left out: this corpus has no such streams');
    if (streams.length > 0) expect(counts.failed).toBeGreaterThan(counts.whole);
  },
  600_000,
);

function isOurStream({ endpoint, response }: Recording): boolean {
  return (
    (endpoint === 'chat_completions' || endpoint === 'responses') &&
    response.status === 200 &&
    response.sse !== undefined
  );
}

async function play(recording: Recording, bytes: Uint8Array): Promise<ModelResponse | FailureError> {
  const body = recording.request.body as JsonObject;
  const isChat = recording.endpoint === 'chat_completions';
  const headers = { 'content-type': 'text/event-stream' };
  const provider = openaiProvider({
    name: recording.provider,
    compatible: gatewayNamed(recording.provider)?.name ?? 'custom',
    baseUrl: 'https://recorded.example/v1',
    api: isChat ? 'chat' : 'responses',
    fetch: async () => new Response(Buffer.from(bytes), { headers }),
  });
  const request = isChat ? fromChatBody(body, recording.provider) : fromResponsesBody(body, recording.provider);
  try {
    return await provider
      .model(String(body['model']))
      .generate(request, { signal: new AbortController().signal, onDelta: () => {} });
  } catch (thrown) {
    if (thrown instanceof FailureError) return thrown;
    throw thrown;
  }
}
