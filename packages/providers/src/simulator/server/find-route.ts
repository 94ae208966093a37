import type { IncomingHttpHeaders } from 'node:http';
import { countTokensEndpoint } from '../anthropic/count-tokens-endpoint.ts';
import { messages } from '../anthropic/messages.ts';
import { countTokensEndpoint as countGeminiTokens } from '../google/count-tokens-endpoint.ts';
import { batchEmbedContents, embedContent } from '../google/embed-content.ts';
import { generateContent, streamGenerateContent } from '../google/generate-content.ts';
import { chat } from '../openai/chat.ts';
import { embeddings } from '../openai/embeddings.ts';
import { responses } from '../openai/responses.ts';
import type { Endpoint, Vendor } from '../wire/endpoint.ts';

/** Where a request goes. */
export interface Route {
  readonly endpoint: Endpoint;
  readonly pathModel: string | undefined;
  readonly pathVersion: string;
}

/** OpenAI's base, and those at which gateways and Azure serve the same wire. */
const openaiBase = /^\/(?:v1|api\/v1|openai\/v1|v1beta\/openai|openai\/deployments\/(?<deployment>[^/]+))\//u;

const byName: Readonly<Record<string, Endpoint>> = {
  'chat/completions': chat,
  responses,
  embeddings,
  messages,
  'messages/count_tokens': countTokensEndpoint,
};

const byVerb: Readonly<Record<string, Endpoint>> = {
  generateContent,
  streamGenerateContent,
  countTokens: countGeminiTokens,
  embedContent,
  batchEmbedContents,
};

/** The endpoint of a path, or `undefined` where no vendor has one. */
export function findRoute(path: string): Route | undefined {
  const google = /^\/(v1|v1beta|v1alpha)\/(?:models|tunedModels)\/([^:/]+):(\w+)$/u.exec(path);
  if (google !== null) {
    const endpoint = byVerb[google[3] ?? ''];
    return endpoint === undefined
      ? undefined
      : { endpoint, pathModel: decodeURIComponent(google[2] ?? ''), pathVersion: google[1] ?? 'v1' };
  }
  const base = openaiBase.exec(path);
  if (base === null) return undefined;
  const endpoint = byName[path.slice(base[0].length)];
  return endpoint === undefined ? undefined : { endpoint, pathModel: base.groups?.['deployment'], pathVersion: 'v1' };
}

/** Whose words answer a request that no endpoint takes. */
export function vendorOf(path: string, headers: IncomingHttpHeaders, query: URLSearchParams): Vendor {
  if (
    headers['anthropic-version'] !== undefined ||
    headers['x-api-key'] !== undefined ||
    path.startsWith('/v1/messages')
  )
    return 'anthropic';
  const google =
    headers['x-goog-api-key'] !== undefined ||
    query.has('key') ||
    /^\/(?:v1beta|v1alpha)\/(?!openai\/)/u.test(path) ||
    path.includes(':');
  return google ? 'google' : 'openai';
}

/** The model that a listing asks for: `''` for all of them, `undefined` where the path is no listing. */
export function listedModel(path: string): string | undefined {
  const found = /^\/(?:v1|v1beta|v1alpha|api\/v1|openai\/v1|v1beta\/openai)\/models(?:\/([^:]+))?$/u.exec(path);
  return found === null ? undefined : decodeURIComponent(found[1] ?? '');
}
