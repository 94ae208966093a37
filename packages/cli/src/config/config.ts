import type { ModelAliases } from '@sluice/core';

/** `sluice.config.yaml`, complete: defaults applied, paths absolute. */
export interface Config {
  /** Absolute path of the file, or `undefined` where there is none. */
  readonly file: string | undefined;
  /** The folder of the config; without one, the current folder. Nothing outside it is read by modules and tools. */
  readonly root: string;
  readonly models: ModelAliases;
  readonly providers: { readonly [name: string]: ProviderConfig };
  readonly prices: { readonly [pattern: string]: PriceOverride };
  /** Absolute path of the folder for runs and cache. */
  readonly store: string;
  readonly confirmAboveUsd: number;
}

export interface ProviderConfig {
  readonly kind: ProviderKind;
  readonly api: 'chat' | 'responses';
  readonly baseUrl?: string;
  /** Name of the environment variable that holds the key; absent: no key is sent. */
  readonly apiKeyEnv?: string;
  readonly apiVersion?: string;
  /** A row of the table of OpenAI-compatible gateways. */
  readonly gateway?: string;
  readonly maxConcurrency?: number;
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
}

export type ProviderKind = 'openai' | 'anthropic' | 'google' | 'openai-compatible' | 'replay' | 'simulator';

/** Dollars per million tokens. */
export interface PriceOverride {
  readonly input: number;
  readonly output: number;
  readonly cache_read?: number;
  readonly cache_write?: number;
  readonly batch?: number;
  readonly valid_from?: string;
}
