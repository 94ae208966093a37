import { type Failure, FailureError, type ModelResponse } from '@sluice/core';
import type { Fetch } from '../wire/fetch.ts';
import type { Recording } from './recording.ts';

/** What was asked of the injected fetch. */
interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}

type ReplayOutcome =
  | { readonly ok: true; readonly response: ModelResponse }
  | { readonly ok: false; readonly failure: Failure };

export interface Replay {
  readonly recording: Recording;
  readonly outcome: ReplayOutcome;
  /** What the adapter sent: one request, because adapters do not retry. */
  readonly sent: readonly SentRequest[];
}

/** Runs the vendor's adapter over its real SDK, with `fetch` in the network's place. */
export type ReplayRecording = (recording: Recording, fetch: Fetch) => Promise<ModelResponse>;

/** Plays one recording: the adapter gets the recorded bytes, and the outcome is kept. Anything but a `FailureError` is thrown on. */
export async function playRecording(recording: Recording, replay: ReplayRecording): Promise<Replay> {
  const sent: SentRequest[] = [];
  const fetch: Fetch = async (input, init) => {
    const request = new Request(input, init);
    sent.push({
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: await request.text(),
    });
    return recordedResponse(recording);
  };
  try {
    return { recording, sent, outcome: { ok: true, response: await replay(recording, fetch) } };
  } catch (thrown) {
    if (!(thrown instanceof FailureError)) throw thrown;
    return { recording, sent, outcome: { ok: false, failure: thrown.failure } };
  }
}

// Bodies are recorded decoded and whole.
const transportHeaders: readonly string[] = ['content-encoding', 'content-length', 'transfer-encoding', 'connection'];

/** The recorded answer as it came over the wire. */
export function recordedResponse({ response }: Recording): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(response.headers)) {
    if (!transportHeaders.includes(name.toLowerCase())) headers.set(name, value);
  }
  if (!headers.has('content-type')) {
    headers.set('content-type', response.sse === undefined ? 'application/json' : 'text/event-stream');
  }
  const text = response.sse ?? JSON.stringify(response.body ?? null);
  return new Response(inPieces(new TextEncoder().encode(text)), { status: response.status, headers });
}

// A size that cuts lines, events and multi-byte letters.
const pieceBytes = 509;

function inPieces(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.slice(at, at + pieceBytes));
      at += pieceBytes;
    },
  });
}
