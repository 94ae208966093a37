import { gatewayAt } from '../compatible/find-gateway.ts';

export interface ExchangeNames {
  readonly provider: string;
  readonly endpoint: string;
}

/** What an exchange is called by its URL alone. */
export function exchangeNames(url: URL): ExchangeNames {
  const endpoint = endpoints.find(([shape]) => shape.test(url.pathname))?.[1] ?? `other:${url.pathname}`;
  return { endpoint, provider: providerOf(url, endpoint) };
}

const endpoints: readonly (readonly [RegExp, string])[] = [
  [/\/chat\/completions$/, 'chat_completions'],
  [/\/responses$/, 'responses'],
  [/\/embeddings$/, 'embeddings'],
  [/\/messages$/, 'messages'],
  [/\/messages\/count_tokens$/, 'count_tokens'],
  [/:generateContent$/, 'generateContent'],
  [/:streamGenerateContent$/, 'streamGenerateContent'],
  [/:(embedContent|batchEmbedContents)$/, 'embeddings'],
  [/:countTokens$/, 'countTokens'],
];

function providerOf(url: URL, endpoint: string): string {
  if (/(^|\.)anthropic\.com$/.test(url.hostname) || endpoint === 'messages') return 'anthropic';
  if (/:[a-zA-Z]+$/.test(url.pathname)) return 'gemini';
  return gatewayAt(url.href).name;
}
