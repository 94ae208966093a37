import type Anthropic from '@anthropic-ai/sdk';
import type { GenerateOptions, JsonObject, ModelResponse } from '@sluice/core';
import { linkSignal } from '../wire/abort-signal.ts';
import { answerHeaders } from '../wire/answer-headers.ts';
import { captureFetch } from '../wire/capture-fetch.ts';
import { isObject } from '../wire/json.ts';
import { abortFailure } from '../wire/thrown-failure.ts';
import { truncatedStream } from '../wire/truncated-stream.ts';
import { type AnthropicEndpoint, fetchedBy } from './open-client.ts';
import { streamReader } from './read-stream.ts';
import { tapStream } from './tap-stream.ts';
import { toFailure } from './to-failure.ts';
import { toResponse } from './to-response.ts';
import { type AnthropicMessage, toMessage } from './wire.ts';

/** One exchange with `/v1/messages`: streamed when `body.stream` is set. Throws `FailureError`. */
export async function callAnthropic(
  body: JsonObject,
  endpoint: AnthropicEndpoint,
  options: GenerateOptions,
): Promise<ModelResponse> {
  const context = { provider: endpoint.provider, secrets: [endpoint.apiKey], now: Date.now() };
  if (options.signal.aborted) throw abortFailure(options.signal, context);
  const { fetch, exchange } = captureFetch(endpoint.fetch);
  const started = performance.now();
  const times: Times = {};
  const link = linkSignal(options.signal);
  try {
    const { onActivity } = options;
    const call = { body, options, signal: link.signal, times, started };
    const client = await endpoint.client();
    const tapped = onActivity === undefined ? fetch : tapStream(fetch, onActivity);
    const message = await receive(client, { ...call, fetchOptions: fetchedBy(tapped) });
    // The SDK ends an aborted stream as if it were complete.
    if (options.signal.aborted) throw abortFailure(options.signal, context);
    if (message?.stopReason === undefined) throw truncatedStream(exchange.headers, 'a stop reason', context);
    return {
      ...toResponse(message, String(body.model)),
      ...answerHeaders(exchange.headers, context.now),
      timing: { latencyMs: performance.now() - started, ...times },
    };
  } catch (thrown) {
    throw toFailure(thrown, { signal: options.signal, exchange }, context);
  } finally {
    link.unlink();
  }
}

interface Times {
  timeToFirstTokenMs?: number;
}

interface Call {
  readonly body: JsonObject;
  readonly options: GenerateOptions;
  readonly signal: AbortSignal;
  readonly fetchOptions: object;
  readonly times: Times;
  readonly started: number;
}

/** The message, or `undefined` where a stream stopped short of `message_stop`. */
async function receive(client: Anthropic, call: Call): Promise<AnthropicMessage | undefined> {
  const { betas, ...body } = call.body;
  const request = {
    body,
    signal: call.signal,
    fetchOptions: call.fetchOptions,
    ...(Array.isArray(betas) ? { headers: { 'anthropic-beta': betas.join(',') } } : {}),
  };
  // `post` and not `messages.create`, which writes warnings about models to the console.
  if (body.stream !== true) return toMessageOrNothing(await client.post<unknown>('/v1/messages', request));
  const events = await client.post<AsyncIterable<unknown>>('/v1/messages', { ...request, stream: true });
  return readEvents(events, call);
}

function toMessageOrNothing(answer: unknown): AnthropicMessage | undefined {
  return isObject(answer) ? toMessage(answer) : undefined;
}

async function readEvents(events: AsyncIterable<unknown>, call: Call): Promise<AnthropicMessage | undefined> {
  const reader = streamReader();
  for await (const event of events) {
    if (!isObject(event)) continue;
    call.options.onActivity?.();
    if (event.type === 'content_block_delta') call.times.timeToFirstTokenMs ??= performance.now() - call.started;
    const text = reader.read(event);
    if (text !== '') call.options.onDelta?.(text);
  }
  return reader.ended() ? reader.message() : undefined;
}
