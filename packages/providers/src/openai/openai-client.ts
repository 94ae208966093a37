import type { OpenAI } from 'openai';
import type { Fetch } from '../wire/fetch.ts';
import type { OpenaiConnection } from './openai-options.ts';

// The engine's timers are the only ones; this is the longest that a timer takes (24.8 days).
const noTimeout = 2 ** 31 - 1;

/** The official client for one call, over `fetch`. The SDK is loaded at the first call. Nothing is read from the environment. */
export async function openaiClient(connection: OpenaiConnection, model: string, fetch: Fetch): Promise<OpenAI> {
  const { OpenAI } = await import('openai');
  return new OpenAI({
    apiKey: connection.apiKey ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: baseUrl(connection, model),
    defaultHeaders: { ...authorization(connection), ...connection.headers },
    ...(connection.apiVersion === undefined ? {} : { defaultQuery: { 'api-version': connection.apiVersion } }),
    fetch,
    maxRetries: 0,
    timeout: noTimeout,
    logLevel: 'off',
  });
}

function authorization({ apiKey, gateway }: OpenaiConnection): Record<string, string | null> {
  if (apiKey === undefined) return { Authorization: null };
  return gateway.auth === 'api-key' ? { Authorization: null, 'api-key': apiKey } : {};
}

/** Azure's dated API has the deployment in the path; its v1 API and Foundry's `/models` do not. */
function baseUrl({ apiVersion, baseUrl: url, gateway }: OpenaiConnection, model: string): string {
  const isDated = gateway.name === 'azure' && apiVersion !== undefined;
  if (!isDated || /\/(models|v1|deployments\/[^/]+)$/.test(url)) return url;
  return `${url.replace(/\/openai$/, '')}/openai/deployments/${encodeURIComponent(model)}`;
}
