import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { withBody } from './with-body.ts';

/** An answer of undici's `request` as the `Response` that SDKs know: its text is read without a web stream. */
export function receivedResponse({ statusCode, statusText, headers, body }: Dispatcher.ResponseData): Response {
  const response = new Response(null, { status: statusCode, statusText, headers: toHeaders(headers) });
  const coding = (response.headers.get('content-encoding') ?? 'identity').toLowerCase();
  let stream: ReadableStream<Uint8Array> | undefined;
  const open = (): ReadableStream<Uint8Array> => {
    stream ??= decoded(Readable.toWeb(body) as ReadableStream<Uint8Array>, coding);
    return stream;
  };
  return withBody(response, {
    text: () => (stream === undefined && coding === 'identity' ? body.text() : textOf(open())),
    stream: open,
    isUsed: () => body.bodyUsed,
  });
}

function textOf(body: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(body as ConstructorParameters<typeof Response>[0]).text();
}

function toHeaders(received: Dispatcher.ResponseData['headers']): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(received)) {
    for (const each of Array.isArray(value) ? value : [value ?? '']) headers.append(name, each);
  }
  return headers;
}

const codings: Readonly<Record<string, string>> = { gzip: 'gzip', 'x-gzip': 'gzip', deflate: 'deflate', br: 'brotli' };

/** A server may compress although nobody asked it to. */
function decoded(body: ReadableStream<Uint8Array>, coding: string): ReadableStream<Uint8Array> {
  const format = codings[coding];
  if (format === undefined) return body;
  const decoder: unknown = new DecompressionStream(format as ConstructorParameters<typeof DecompressionStream>[0]);
  return body.pipeThrough(decoder as ReadableWritablePair<Uint8Array, Uint8Array>);
}
