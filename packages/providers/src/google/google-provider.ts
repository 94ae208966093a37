import type { ModelProvider } from '@sluice/core';
import { type Fetch, openTransport } from '../wire/fetch.ts';
import { googleEmbedder } from './google-embedder.ts';
import { googleModel } from './google-model.ts';
import { openEndpoint } from './open-client.ts';
import { defaultVersion } from './wire.ts';

export interface GoogleOptions {
  /** The first part of model references, such as `google`. */
  readonly name: string;
  readonly apiKey: string;
  /** Default: `https://generativelanguage.googleapis.com`. */
  readonly baseUrl?: string;
  /** Default: v1beta, where the `*-latest` aliases and previews are. */
  readonly apiVersion?: string;
  /** Default: a pooled connection to the network. */
  readonly fetch?: Fetch;
}

/** Gemini by the Gemini API. The SDK is loaded with the first call. */
export function googleProvider(options: GoogleOptions): ModelProvider {
  const transport = options.fetch === undefined ? openTransport() : { fetch: options.fetch, close: async () => {} };
  const endpoint = openEndpoint({
    provider: options.name,
    apiKey: options.apiKey,
    // Given outright, so that the SDK does not take another host or version from the environment.
    baseUrl: options.baseUrl ?? 'https://generativelanguage.googleapis.com',
    version: options.apiVersion ?? defaultVersion,
    fetch: transport.fetch,
  });
  return {
    name: options.name,
    model: (name) => googleModel(name, endpoint),
    embedder: (name) => googleEmbedder(name, endpoint),
    close: () => transport.close(),
  };
}
