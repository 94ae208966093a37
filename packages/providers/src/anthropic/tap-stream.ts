import type { Fetch } from '../wire/fetch.ts';

/** Reports every piece of an event stream as it arrives: the SDK swallows the pings of a model that thinks in silence. */
export function tapStream(fetch: Fetch, onActivity: () => void): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const isStream = (response.headers.get('content-type') ?? '').includes('text/event-stream');
    if (!isStream || response.body === null) return response;
    const tap = new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        onActivity();
        controller.enqueue(piece);
      },
    });
    return new Response(response.body.pipeThrough(tap), response);
  };
}
