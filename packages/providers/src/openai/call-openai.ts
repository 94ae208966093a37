import { type AbortSignalLike, FailureError, type Json, type JsonObject } from '@sluice/core';
import { linkSignal } from '../wire/abort-signal.ts';
import { type Exchange, newExchange } from '../wire/capture-fetch.ts';
import { isErrorInside } from '../wire/classify-error.ts';
import { isObject, parseJson } from '../wire/json.ts';
import { abortFailure, thrownFailure } from '../wire/thrown-failure.ts';
import { answerFailure, plainFailure, streamFailure, type WireContext } from '../wire/wire-failure.ts';
import type { OpenaiConnection } from './openai-options.ts';

export interface OpenaiCall {
  /** Below the base URL, such as `/chat/completions`. */
  readonly path: string;
  readonly model: string;
  readonly body: JsonObject;
  readonly signal: AbortSignalLike;
}

/** A body together with the headers that it came with. */
export interface OpenaiAnswer {
  /** `undefined`: the answer was a stream, and its events went to `onEvent`. */
  readonly body: JsonObject | undefined;
  readonly headers: Headers;
}

/**
 * One request through the official SDK. `onEvent` makes it a stream and gets every event; a server that answers a
 * stream request with one JSON body gives that body. Throws `FailureError`, never anything of the SDK's.
 */
export async function callOpenai(
  connection: OpenaiConnection,
  call: OpenaiCall,
  onEvent?: (event: Json) => void,
): Promise<OpenaiAnswer> {
  const { clients } = connection;
  const exchange = newExchange();
  const context = wireContext(connection);
  const { signal } = call;
  if (signal.aborted) throw abortFailure(signal, context);
  const link = linkSignal(signal);
  try {
    const client = await clients.open(call.model);
    const options = { body: call.body, signal: link.signal };
    if (onEvent === undefined) {
      const post = async (): Promise<unknown> => client.post<unknown>(call.path, options);
      return answered(await clients.capture(exchange, post), exchange, context);
    }
    const post = async (): Promise<AsyncIterable<Json>> => client.post(call.path, { ...options, stream: true });
    const events = await clients.capture(exchange, post);
    if (!exchange.streaming) return answered(undefined, exchange, context);
    for await (const event of events) listen(onEvent, event);
  } catch (thrown) {
    if (thrown instanceof ListenerError) throw thrown.cause;
    throw failureOf(thrown, { signal, exchange }, context);
  } finally {
    link.unlink();
  }
  // An aborted stream ends like a complete one.
  if (signal.aborted) throw abortFailure(signal, context);
  return { body: undefined, headers: exchange.headers ?? new Headers() };
}

/** What went wrong in the caller's own listener is no failure of the vendor's. */
class ListenerError extends Error {}

function listen(onEvent: (event: Json) => void, event: Json): void {
  try {
    onEvent(event);
  } catch (cause) {
    throw new ListenerError('the listener of a stream threw', { cause });
  }
}

export function wireContext({ name, secrets, now }: OpenaiConnection): WireContext {
  return { provider: name, secrets, now: now() };
}

/** `parsed` is the SDK's reading; bodies that it does not take for JSON by their content type are read here. */
function answered(parsed: unknown, exchange: Exchange, context: WireContext): OpenaiAnswer {
  const { status, text = '', headers = new Headers() } = exchange;
  const body = isObject(parsed) ? parsed : parseJson(text);
  if (isObject(body) && !isErrorInside(body)) return { body, headers };
  if (text.trim() === '') throw emptyBody(exchange, context);
  if (isErrorInside(body)) throw new FailureError(answerFailure({ status, headers, text }, context));
  const failure = plainFailure(
    'server_error',
    `${context.provider} sent malformed JSON: ${text.slice(0, 120)}`,
    context,
  );
  throw new FailureError({ ...failure, code: 'wire/malformed-json', ...(status === undefined ? {} : { status }) });
}

function emptyBody({ status }: Exchange, context: WireContext): FailureError {
  const failure = plainFailure('server_error', `${context.provider} sent an empty answer`, context);
  return new FailureError({ ...failure, code: 'wire/empty-body', ...(status === undefined ? {} : { status }) });
}

interface FailedCall {
  readonly signal: AbortSignalLike;
  readonly exchange: Exchange;
}

function failureOf(thrown: unknown, call: FailedCall, context: WireContext): FailureError {
  const { exchange, signal } = call;
  if (thrown instanceof FailureError) return thrown;
  if (signal.aborted) return abortFailure(signal, context);
  const { status, headers, text } = exchange;
  if (status !== undefined && status >= 400) {
    return new FailureError(answerFailure({ status, headers, text: text ?? '' }, context));
  }
  if (text?.trim() === '') return emptyBody(exchange, context);
  // The SDK throws the error events of a stream with the event inside.
  const event: unknown = exchange.streaming && thrown instanceof Error ? Reflect.get(thrown, 'error') : undefined;
  if (isObject(event)) return new FailureError(streamFailure(event, headers, context));
  if (typeof event === 'string') return new FailureError(streamFailure({ error: event }, headers, context));
  return thrownFailure(thrown, call, context);
}
