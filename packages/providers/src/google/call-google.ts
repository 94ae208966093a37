import type { GenerateContentParameters, GoogleGenAI } from '@google/genai';
import type { GenerateOptions, ModelRequest, ModelResponse } from '@sluice/core';
import { linkSignal } from '../wire/abort-signal.ts';
import { answerHeaders } from '../wire/answer-headers.ts';
import { captureFetch } from '../wire/capture-fetch.ts';
import type { Fetch } from '../wire/fetch.ts';
import { isObject } from '../wire/json.ts';
import { abortFailure } from '../wire/thrown-failure.ts';
import { truncatedStream } from '../wire/truncated-stream.ts';
import { asEventStream } from './event-stream.ts';
import type { GoogleEndpoint } from './open-client.ts';
import { streamReader } from './read-stream.ts';
import { toFailure } from './to-failure.ts';
import { toRequest } from './to-request.ts';
import { toResponse } from './to-response.ts';
import { type GeminiAnswer, toAnswer } from './wire.ts';

export interface GoogleCall {
  readonly model: string;
  readonly request: ModelRequest;
  readonly options: GenerateOptions;
}

/** One exchange with `generateContent`, streamed when deltas are asked for. Throws `FailureError`. */
export async function callGoogle(call: GoogleCall, endpoint: GoogleEndpoint): Promise<ModelResponse> {
  const { signal, onDelta, onActivity } = call.options;
  const context = { provider: endpoint.provider, secrets: [endpoint.apiKey], now: Date.now() };
  if (signal.aborted) throw abortFailure(signal, context);
  const link = linkSignal(signal);
  const { fetch, exchange } = captureFetch(endpoint.fetch);
  const started = performance.now();
  const times: { timeToFirstTokenMs?: number } = {};
  try {
    const sender = { abortSignal: link.signal, fetch: onDelta === undefined ? fetch : asEventStream(fetch) };
    const parameters = toParameters(call, sender);
    const client = await endpoint.client();
    const onChunk = (): void => {
      times.timeToFirstTokenMs ??= performance.now() - started;
      onActivity?.();
    };
    const answer =
      onDelta === undefined
        ? readWhole(await client.models.generateContent(parameters))
        : await readStream(await client.models.generateContentStream(parameters), { onDelta, onChunk });
    if (signal.aborted) throw abortFailure(signal, context);
    if (!isComplete(answer)) throw truncatedStream(exchange.headers, 'a finish reason', context);
    return {
      ...toResponse(answer),
      ...(answer.responseId === undefined ? {} : { requestId: answer.responseId }),
      ...answerHeaders(exchange.headers, context.now),
      timing: { latencyMs: performance.now() - started, ...times },
    };
  } catch (thrown) {
    throw toFailure(thrown, { signal, exchange }, context);
  } finally {
    link.unlink();
  }
}

interface Sender {
  readonly abortSignal: AbortSignal;
  readonly fetch: Fetch;
}

/** Our plain data in the SDK's type: its enums are strings by another name. */
function toParameters({ model, request }: GoogleCall, { abortSignal, fetch }: Sender): GenerateContentParameters {
  const { contents, config } = toRequest(request);
  const { extra } = request.params;
  const httpOptions = { fetch, ...(extra === undefined ? {} : { extraBody: extra }) };
  const parameters: unknown = { model, contents, config: { ...config, abortSignal, httpOptions } };
  return parameters as GenerateContentParameters;
}

function readWhole(body: unknown): GeminiAnswer {
  return isObject(body) ? toAnswer(body) : { parts: [] };
}

type Chunks = Awaited<ReturnType<GoogleGenAI['models']['generateContentStream']>>;

interface Listener {
  readonly onDelta: (text: string) => void;
  readonly onChunk: () => void;
}

async function readStream(chunks: Chunks, { onDelta, onChunk }: Listener): Promise<GeminiAnswer> {
  const reader = streamReader();
  for await (const chunk of chunks) {
    const body: unknown = chunk;
    if (!isObject(body)) continue;
    onChunk();
    const text = reader.read(body);
    if (text !== '') onDelta(text);
  }
  return reader.answer();
}

/** A blocked prompt has no candidate and so no finish reason. */
function isComplete(answer: GeminiAnswer): boolean {
  return answer.finishReason !== undefined || answer.blockReason !== undefined;
}
