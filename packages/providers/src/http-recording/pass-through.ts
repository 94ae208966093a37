/** Told once: the bytes that came, and what broke the body, if something did. */
export type Received = (bytes: Uint8Array, broken: unknown) => Promise<void>;

/** What `broken` is where the client wanted no more. */
export const endedByClient: unique symbol = Symbol('ended by the client');

/** `response` with its body piece by piece as it comes; `received` is awaited before its end is told. */
export function passThrough(response: Response, received: Received): Response | Promise<Response> {
  const { status, statusText, headers, body } = response;
  if (body === null) return received(new Uint8Array(0), undefined).then(() => response);
  return new Response(passing(body, received), { status, statusText, headers });
}

function passing(body: ReadableStream<Uint8Array>, received: Received): ReadableStream<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const reader = body.getReader();
  let told: Promise<void> | undefined;
  // A read that waits when the client ends it comes back like the end of the body.
  const tell = (broken?: unknown): Promise<void> => {
    told ??= received(Buffer.concat(pieces), broken);
    return told;
  };
  return new ReadableStream({
    async pull(controller) {
      const next = await reader.read().catch(async (error: unknown) => {
        await tell(error);
        throw error;
      });
      if (next.done) {
        await tell();
        controller.close();
        return;
      }
      pieces.push(next.value);
      controller.enqueue(next.value);
    },
    async cancel(reason) {
      const telling = tell(endedByClient);
      await reader.cancel(reason);
      await telling;
    },
  });
}
