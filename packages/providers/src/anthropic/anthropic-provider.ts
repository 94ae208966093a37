import type { ModelProvider } from '@sluice/core';
import { type Fetch, openTransport } from '../wire/fetch.ts';
import { anthropicModel } from './anthropic-model.ts';
import { openEndpoint } from './open-client.ts';
import { currentVersion } from './wire.ts';

export interface AnthropicOptions {
  /** The first part of model references, such as `anthropic`. */
  readonly name: string;
  /** Sent as a Bearer token. */
  readonly apiKey: string;
  /** Default: `https://api.anthropic.com`. */
  readonly baseUrl?: string;
  /** The `anthropic-version` header. Default: 2026-10-21, which takes no sampling parameters; 2023-06-01 does. */
  readonly apiVersion?: string;
  /** Default: a pooled connection to the network. */
  readonly fetch?: Fetch;
}

/** Claude by Anthropic's Messages API. The SDK is loaded with the first call. */
export function anthropicProvider(options: AnthropicOptions): ModelProvider {
  const transport = options.fetch === undefined ? openTransport() : { fetch: options.fetch, close: async () => {} };
  const endpoint = openEndpoint({
    provider: options.name,
    apiKey: options.apiKey,
    // Given outright, so that the SDK does not take another host or key from the environment.
    baseUrl: options.baseUrl ?? 'https://api.anthropic.com',
    version: options.apiVersion ?? currentVersion,
    fetch: transport.fetch,
  });
  return {
    name: options.name,
    model: (name) => anthropicModel(name, endpoint),
    close: () => transport.close(),
  };
}
