import { isDeepStrictEqual } from 'node:util';
import { parseJson } from '../wire/json.ts';
import { keptHeaders } from './kept-headers.ts';
import { maskEventStream } from './mask-event-stream.ts';
import { endedByClient } from './pass-through.ts';
import type { RecordedBreak, RecordedResponse } from './recorded-exchange.ts';
import type { SecretMask } from './secret-mask.ts';

export interface ReceivedBody {
  readonly bytes: Uint8Array;
  /** What broke it; `undefined` where it is whole. */
  readonly broken: unknown;
}

/** An answer as it stands in a recording. */
export function recordedResponse(response: Response, received: ReceivedBody, mask: SecretMask): RecordedResponse {
  const { bytes, broken } = received;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  // A client may stop reading at the terminal marker of Chat Completions.
  const isWhole = broken === undefined || (broken === endedByClient && /data: ?\[DONE\]\s*$/.test(text));
  return {
    status: response.status,
    headers: keptHeaders(response.headers, mask.text),
    ...bodyOf(text, response, mask),
    ...(isWhole ? {} : { failure: recordedBreak(broken, mask) }),
  };
}

function bodyOf(
  text: string,
  { headers }: Response,
  mask: SecretMask,
): Pick<RecordedResponse, 'body' | 'sse' | 'text'> {
  if (/text\/event-stream/i.test(headers.get('content-type') ?? '')) return { sse: maskEventStream(text, mask) };
  const value = parseJson(text);
  // A number beyond a double's range would be written as null.
  if (value === undefined || !isDeepStrictEqual(parseJson(JSON.stringify(value)), value))
    return { text: mask.text(text) };
  return { body: mask.json(value) };
}

/** An exception as it stands in a recording. */
export function recordedBreak(thrown: unknown, mask: SecretMask): RecordedBreak {
  if (thrown === endedByClient || isAbort(thrown)) return { code: 'ABORTED', message: 'the client ended the call' };
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: codeOf(thrown) ?? null, message: mask.text(message) };
}

function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown.name === 'AbortError' || thrown.name === 'TimeoutError');
}

function codeOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined;
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code;
  return codeOf(thrown.cause);
}
