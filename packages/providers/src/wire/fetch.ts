import { receivedResponse } from './received-response.ts';

/** The one way to the network: the platform's `fetch`, or what a test or a recorder puts in its place. */
export type Fetch = typeof globalThis.fetch;

/** The pooled transport of a provider: connections are kept between calls until `close`, after which a call opens new ones. */
export interface Transport {
  readonly fetch: Fetch;
  close(): Promise<void>;
}

/**
 * The real network. Node's own fetch gives up on headers after 300 s, which a long answer that is not streamed
 * exceeds; here the caller's signal is the only timer.
 */
export function openTransport(): Transport {
  let opened: Promise<Transport> | undefined;
  const open = (): Promise<Transport> => {
    opened ??= openAgent();
    return opened;
  };
  return {
    fetch: async (input, init) => (await open()).fetch(input, init),
    async close() {
      const closing = opened;
      opened = undefined;
      await (await closing)?.close();
    },
  };
}

async function openAgent(): Promise<Transport> {
  const undici = await import('undici');
  const dispatcher = new undici.Agent({ headersTimeout: 0, bodyTimeout: 0, allowH2: false });
  const follow = dispatcher.compose(undici.interceptors.redirect({ maxRedirections: 20, throwOnMaxRedirect: true }));
  const whole: unknown = (input: string, init: object | undefined) => undici.fetch(input, { ...init, dispatcher });
  const fetch: Fetch = async (input, init = {}) => {
    if (!isSimple(input, init)) return await (whole as Fetch)(input, init);
    const { method = 'GET', headers, body, signal } = init;
    const sent = {
      method,
      headers: headerLines(headers),
      body: typeof body === 'string' ? body : null,
      signal: signal ?? null,
    };
    return receivedResponse(await undici.request(input, { ...sent, dispatcher: follow }));
  };
  return { fetch, close: () => dispatcher.close() };
}

/** A text to an address, as SDKs send it: that needs none of the web streams of `fetch`, which cost most of its time. */
function isSimple(input: Parameters<Fetch>[0], { body, redirect = 'follow' }: RequestInit): input is string | URL {
  const isText = body === undefined || body === null || typeof body === 'string';
  return isText && redirect === 'follow' && (typeof input === 'string' || input instanceof URL);
}

function headerLines(headers: RequestInit['headers']): Record<string, string> {
  const lines = Object.fromEntries(headers instanceof Headers ? headers : new Headers(headers));
  return { accept: '*/*', 'user-agent': 'node', ...lines };
}
