import type { Fetch } from '../wire/fetch.ts';
import { credentialsIn } from './kept-headers.ts';

/** A call of `fetch`, read before it is sent. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  /** The body, empty without one. */
  readonly text: string;
  /** What authorizes it. */
  readonly credentials: readonly string[];
  /** With which the same request can be sent. */
  readonly init: RequestInit;
}

export async function readRequest(input: Parameters<Fetch>[0], init?: RequestInit): Promise<OutgoingRequest> {
  const request = new Request(input, init);
  const text = request.body === null ? '' : await request.text();
  const { method, headers } = request;
  const url = new URL(request.url);
  return {
    method,
    url,
    headers,
    text,
    credentials: [...credentialsIn(headers), ...credentialParameters(url)],
    // Options that `Request` does not know, such as a dispatcher, go on untouched.
    init: { ...init, method, headers, signal: signalOf(input, init), ...(text === '' ? {} : { body: text }) },
  };
}

/** The caller's own: that of `Request` follows it only as long as the request is not collected. */
function signalOf(input: Parameters<Fetch>[0], init?: RequestInit): AbortSignal | null {
  return init?.signal ?? (input instanceof Request ? input.signal : null);
}

function credentialParameters({ searchParams, password }: URL): string[] {
  const values = ['key', 'api_key', 'api-key', 'token', 'access_token'].flatMap((name) => searchParams.getAll(name));
  return [...values, password].filter((value) => value.length >= 8);
}
