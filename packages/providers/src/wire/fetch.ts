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
  const fetch: unknown = (input: string, init: object | undefined) => undici.fetch(input, { ...init, dispatcher });
  return { fetch: fetch as Fetch, close: () => dispatcher.close() };
}
