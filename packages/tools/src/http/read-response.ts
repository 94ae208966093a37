import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Json } from '@sluice/core';
import type { Dispatcher } from 'undici';
import { toolFailure } from '../failure/tool-failure.ts';
import { parseFrozenJson } from '../json/freeze-json.ts';

/** The whole body as text; a failure when it is longer than `maxBytes`, packed or not. */
export async function readBody(response: Dispatcher.ResponseData, maxBytes: number): Promise<string> {
  const declared = Number(response.headers['content-length'] ?? 0);
  if (declared > maxBytes) throw await tooLarge(response, maxBytes);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw await tooLarge(response, maxBytes);
    chunks.push(chunk);
  }
  const whole = Buffer.concat(chunks);
  const unpack = unpackers[String(response.headers['content-encoding'] ?? 'identity').toLowerCase()];
  if (unpack === undefined || whole.length === 0) return whole.toString('utf8');
  return unpacked(() => unpack(whole, { maxOutputLength: maxBytes }), maxBytes);
}

/** The body as a step sees it: JSON where that was asked for or said, otherwise text; `null` when there is none. */
export function bodyValue(text: string, { headers }: Dispatcher.ResponseData, wanted: string | undefined): Json {
  const isJson = /^application\/(?:[\w.-]+\+)?json\b/i.test(String(headers['content-type'] ?? ''));
  if (wanted === 'text' || (wanted === undefined && !isJson)) return wanted === undefined && text === '' ? null : text;
  if (text.trim() === '') return null;
  try {
    return parseFrozenJson(text);
  } catch {
    throw toolFailure({
      code: 'http/not-json',
      title: 'response not readable',
      detail: 'the response is not valid JSON',
    });
  }
}

type Unpack = (packed: Buffer, options: { maxOutputLength: number }) => Buffer;

const unpackers: Readonly<Record<string, Unpack | undefined>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

function unpacked(unpack: () => Buffer, maxBytes: number): string {
  try {
    return unpack().toString('utf8');
  } catch (error) {
    if (error instanceof RangeError) throw tooLong(maxBytes);
    throw toolFailure({
      code: 'http/bad-encoding',
      title: 'response not readable',
      detail: 'the response cannot be unpacked',
    });
  }
}

async function tooLarge({ body }: Dispatcher.ResponseData, maxBytes: number): Promise<Error> {
  // Destroying it ends the connection: what else the server sends is not waited for.
  body.on('error', () => {}).destroy();
  return tooLong(maxBytes);
}

function tooLong(maxBytes: number): Error {
  const detail = `the response is longer than ${maxBytes} bytes`;
  return toolFailure({
    code: 'http/too-large',
    title: 'response too large',
    detail,
    hint: 'raise `max_bytes` of the tool',
  });
}
