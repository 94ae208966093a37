import type { RecordedBreak, RecordedResponse } from './recorded-exchange.ts';

/** The answer as it came, or the exception where none did. A body that broke breaks again in the same place. */
export function replayedResponse(recorded: RecordedResponse): Response {
  const { status, failure } = recorded;
  if (status === undefined) throw exception('fetch failed', failure);
  const headers = headersOf(recorded);
  const text = recorded.sse ?? recorded.text ?? JSON.stringify(recorded.body ?? null);
  const hasNoBody = statusesWithoutBody.includes(status);
  return new Response(hasNoBody ? null : inPieces(text, failure), { status, headers });
}

const statusesWithoutBody: readonly number[] = [101, 204, 205, 304];

// Bodies are recorded decoded and whole.
const ofTransport: readonly string[] = ['content-encoding', 'content-length', 'transfer-encoding', 'connection'];

function headersOf({ headers: recorded, sse }: RecordedResponse): Headers {
  const headers = new Headers(Object.entries(recorded ?? {}).filter(([name]) => !ofTransport.includes(name)));
  if (!headers.has('content-type'))
    headers.set('content-type', sse === undefined ? 'application/json' : 'text/event-stream');
  return headers;
}

function inPieces(text: string, failure: RecordedBreak | undefined): ReadableStream<Uint8Array> {
  // Event by event, as vendors send them.
  const pieces = text.split(/(?<=\r?\n\r?\n)/).map((piece) => new TextEncoder().encode(piece));
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      const piece = pieces[next];
      next += 1;
      if (piece !== undefined) controller.enqueue(piece);
      else if (failure === undefined) controller.close();
      else controller.error(exception('terminated', failure));
    },
  });
}

/** In the form in which `fetch` throws. */
function exception(message: string, failure: RecordedBreak | undefined): TypeError {
  const cause = Object.assign(new Error(failure?.message ?? message), { code: failure?.code ?? undefined });
  return new TypeError(message, { cause });
}
