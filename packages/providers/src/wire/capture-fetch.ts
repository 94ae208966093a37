import { AsyncLocalStorage } from 'node:async_hooks';
import type { Fetch } from './fetch.ts';
import { withBody } from './with-body.ts';

/** What came back on the wire of one call, whatever the SDK makes of it. */
export interface Exchange {
  /** HTTP status; `undefined` as long as no answer arrived. */
  status: number | undefined;
  headers: Headers | undefined;
  /** The whole body of every answer but an event stream; `undefined` for a stream. */
  text: string | undefined;
  /** Whether an event stream began. */
  streaming: boolean;
}

export interface CapturedFetch {
  readonly fetch: Fetch;
  /** Filled while `fetch` runs; one call each. */
  readonly exchange: Exchange;
}

/** An exchange in which nothing has come back yet. */
export function newExchange(): Exchange {
  return { status: undefined, headers: undefined, text: undefined, streaming: false };
}

/**
 * Wraps `fetch` for one call. SDKs throw away what taxonomy needs (headers, bodies of an unknown shape, an empty 200),
 * so it is noted here. Bodies are read ahead, except those of event streams, which pass through untouched.
 */
export function captureFetch(fetch: Fetch): CapturedFetch {
  const exchange = newExchange();
  return { exchange, fetch: async (input, init) => note(await fetch(input, init), exchange) };
}

/** A captured fetch for a client that serves many calls at once. */
export interface SharedCapture {
  readonly fetch: Fetch;
  /** Runs `call`; what its request brings is noted in `exchange`. */
  capture<Result>(exchange: Exchange, call: () => Promise<Result>): Promise<Result>;
}

/** As `captureFetch`, told apart by the asynchronous context of each call. */
export function shareCapture(fetch: Fetch): SharedCapture {
  const calls = new AsyncLocalStorage<Exchange>();
  return {
    capture: (exchange, call) => calls.run(exchange, call),
    fetch: async (input, init) => note(await fetch(input, init), calls.getStore() ?? newExchange()),
  };
}

async function note(response: Response, exchange: Exchange): Promise<Response> {
  exchange.status = response.status;
  exchange.headers = response.headers;
  exchange.text = undefined;
  exchange.streaming = isEventStream(response);
  if (exchange.streaming) return response;
  exchange.text = await response.text();
  return readable(response, exchange.text);
}

function isEventStream(response: Response): boolean {
  return response.ok && (response.headers.get('content-type') ?? '').includes('text/event-stream');
}

/** The same response, of which the text was read: it gives that text again. */
function readable(response: Response, text: string): Response {
  let stream: ReadableStream<Uint8Array> | undefined;
  return withBody(response, {
    text: async () => text,
    stream() {
      if (statusesWithoutBody.includes(response.status)) return null;
      stream ??= streamOf(text);
      return stream;
    },
    isUsed: () => false,
  });
}

function streamOf(text: string): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      pull(controller) {
        if (text !== '') controller.enqueue(new TextEncoder().encode(text));
        controller.close();
      },
    },
    // Nothing is encoded before somebody reads.
    { highWaterMark: 0 },
  );
}

const statusesWithoutBody: readonly number[] = [101, 204, 205, 304];
