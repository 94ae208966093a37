import type Anthropic from '@anthropic-ai/sdk';
import type { Fetch } from '../wire/fetch.ts';

export interface AnthropicConnection {
  readonly provider: string;
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly version: string;
  readonly fetch: Fetch;
}

export interface AnthropicEndpoint extends AnthropicConnection {
  /** The SDK, loaded and opened with the first call. */
  client(): Promise<Anthropic>;
}

export function openEndpoint(connection: AnthropicConnection): AnthropicEndpoint {
  let opened: Promise<Anthropic> | undefined;
  return {
    ...connection,
    client() {
      opened ??= openClient(connection);
      return opened;
    },
  };
}

/** Options of one request that make the shared client send it by a `fetch` of its own. */
export function fetchedBy(fetch: Fetch): object {
  return { [ownFetch]: fetch };
}

const ownFetch: unique symbol = Symbol('fetch of one call');

async function openClient(connection: AnthropicConnection): Promise<Anthropic> {
  const { default: Client } = await import('@anthropic-ai/sdk');
  return new Client({
    apiKey: connection.apiKey,
    baseURL: connection.baseUrl,
    defaultHeaders: { 'anthropic-version': connection.version },
    // A client for each call would cost more than the call.
    fetch: (input, init) => fetchOf(init, connection.fetch)(input, init),
    maxRetries: 0,
    // Time is the caller's: without this the SDK refuses large answers that are not streamed.
    timeout: longestTimeout,
    logger: silence,
    logLevel: 'off',
  });
}

function fetchOf(init: object | undefined, otherwise: Fetch): Fetch {
  const own: unknown = init === undefined ? undefined : Reflect.get(init, ownFetch);
  return typeof own === 'function' ? (own as Fetch) : otherwise;
}

/** The most that a timer of the platform can wait. */
const longestTimeout = 2 ** 31 - 1;

const silence = { error() {}, warn() {}, info() {}, debug() {} };
