import type { OpenAI } from 'openai';
import { type SharedCapture, shareCapture } from '../wire/capture-fetch.ts';
import type { Fetch } from '../wire/fetch.ts';
import type { OpenaiSettings } from './openai-settings.ts';

// The engine's timers are the only ones; this is the longest that a timer takes (24.8 days).
const noTimeout = 2 ** 31 - 1;

/** The official client of a connection, and how a call through it is noted. */
export interface OpenaiClients {
  /** The SDK is loaded at the first call. Clients differ by their URL alone, which only Azure's dated API has by model. */
  open(model: string): Promise<OpenAI>;
  readonly capture: SharedCapture['capture'];
}

export function openaiClients(settings: OpenaiSettings): OpenaiClients {
  const { fetch, capture } = shareCapture(settings.transport.fetch);
  const opened = new Map<string, Promise<OpenAI>>();
  return {
    capture,
    open(model) {
      const url = baseUrl(settings, model);
      const client = opened.get(url) ?? newClient(settings, url, fetch);
      opened.set(url, client);
      return client;
    },
  };
}

/** Nothing is read from the environment. */
async function newClient(settings: OpenaiSettings, url: string, fetch: Fetch): Promise<OpenAI> {
  const { OpenAI } = await import('openai');
  return new OpenAI({
    apiKey: settings.apiKey ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: url,
    defaultHeaders: { ...authorization(settings), ...settings.headers },
    ...(settings.apiVersion === undefined ? {} : { defaultQuery: { 'api-version': settings.apiVersion } }),
    fetch,
    maxRetries: 0,
    timeout: noTimeout,
    logLevel: 'off',
  });
}

function authorization({ apiKey, gateway }: OpenaiSettings): Record<string, string | null> {
  if (apiKey === undefined) return { Authorization: null };
  return gateway.auth === 'api-key' ? { Authorization: null, 'api-key': apiKey } : {};
}

/** Azure's dated API has the deployment in the path; its v1 API and Foundry's `/models` do not. */
function baseUrl({ apiVersion, baseUrl: url, gateway }: OpenaiSettings, model: string): string {
  const isDated = gateway.name === 'azure' && apiVersion !== undefined;
  if (!isDated || /\/(models|v1|deployments\/[^/]+)$/.test(url)) return url;
  return `${url.replace(/\/openai$/, '')}/openai/deployments/${encodeURIComponent(model)}`;
}
