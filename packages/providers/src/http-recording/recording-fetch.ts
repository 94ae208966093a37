import { randomUUID } from 'node:crypto';
import type { Json } from '@sluice/core';
import type { Fetch, Transport } from '../wire/fetch.ts';
import { parseJson } from '../wire/json.ts';
import { exchangeNames } from './exchange-names.ts';
import { type ExchangeWriter, openExchangeWriter } from './exchange-writer.ts';
import { keptHeaders } from './kept-headers.ts';
import { type OutgoingRequest, readRequest } from './outgoing-request.ts';
import { passThrough } from './pass-through.ts';
import type { RecordedExchange, RecordedRequest } from './recorded-exchange.ts';
import { recordedBreak, recordedResponse } from './recorded-response.ts';
import { type SecretMask, secretMask } from './secret-mask.ts';

export interface RecordingOptions {
  /** Values that must never reach the file, whatever they look like. Credentials of each request are added. */
  readonly secrets: readonly string[];
}

/**
 * `fetch` with every exchange appended to `file`, a JSONL of `RecordedExchange`. Answers pass through as they come; the
 * end of an answer is told when its line is on the disk. Calls that fail or are ended early are recorded as that.
 * Throws `UsageError` where the file cannot be written. `close` waits for the last line; it leaves `fetch` alone.
 */
export async function recordingFetch(fetch: Fetch, file: string, options: RecordingOptions): Promise<Transport> {
  const writer = await openExchangeWriter(file);
  return {
    close: () => writer.close(),
    fetch: async (input, init) => {
      const request = await readRequest(input, init);
      const mask = secretMask([...options.secrets, ...request.credentials]);
      return record({ request, mask, writer }, () => fetch(request.url.href, request.init));
    },
  };
}

interface Recorder {
  readonly request: OutgoingRequest;
  readonly mask: SecretMask;
  readonly writer: ExchangeWriter;
}

async function record(recorder: Recorder, send: () => Promise<Response>): Promise<Response> {
  const { mask, writer } = recorder;
  let response: Response;
  try {
    response = await send();
  } catch (thrown) {
    await writer.append(toLine(recorder, { headers: {}, failure: recordedBreak(thrown, mask) }));
    throw thrown;
  }
  return passThrough(response, async (bytes, broken) => {
    await writer.append(toLine(recorder, recordedResponse(response, { bytes, broken }, mask)));
  });
}

function toLine({ request, mask }: Recorder, response: RecordedExchange['response']): RecordedExchange {
  const { provider, endpoint } = exchangeNames(request.url);
  const id = `${provider}-${endpoint.replace(/\W+/g, '_')}-${randomUUID().slice(0, 8)}`;
  const stream = response.sse !== undefined;
  return { id, provider, endpoint: mask.text(endpoint), stream, request: toRecordedRequest(request, mask), response };
}

/** The request as it stands in a recording: what a replay compares is this. */
export function toRecordedRequest(request: OutgoingRequest, mask: SecretMask): RecordedRequest {
  return {
    method: request.method,
    path: mask.path(request.url),
    host: request.url.host === '' ? null : request.url.host,
    headers: keptHeaders(request.headers, mask.text),
    body: maskedBody(request.text, mask),
  };
}

function maskedBody(text: string, mask: SecretMask): Json {
  if (text === '') return null;
  const value = parseJson(text);
  return value === undefined ? mask.text(text) : mask.json(value);
}
