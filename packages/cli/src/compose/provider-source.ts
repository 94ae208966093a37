import { resolve } from 'node:path';
import { type Embedder, FailureError, type Model, type ModelProvider, suggest } from '@sluice/core';
import type { Config, ProviderConfig } from '../config/config.ts';

/** Models by reference, from the providers of the configuration; each SDK is loaded with its first call. */
export interface ProviderSource {
  resolve(reference: string): Promise<Model>;
  embedder(reference: string): Promise<Embedder>;
  close(): Promise<void>;
}

export interface ProviderSourceOptions {
  readonly config: Config;
  readonly environment: { readonly [name: string]: string | undefined };
  /** `--simulate`: the address of a simulator that answers for OpenAI, Anthropic and Google alike. */
  readonly simulator?: SimulatorUrls | undefined;
  /** Starts the built-in simulator for references `simulator/PROFILE`. */
  readonly startSimulator: (profile: string) => Promise<SimulatorUrls>;
  /** In the network's place, for every provider. */
  readonly fetch?: typeof fetch;
  /** A recording answers, which asks for no key. */
  readonly keyless?: boolean;
}

export interface SimulatorUrls {
  readonly openai: string;
  readonly anthropic: string;
  readonly google: string;
}

export function providerSource(options: ProviderSourceOptions): ProviderSource {
  const open = new Map<string, Promise<ModelProvider>>();
  const models = new Map<string, Promise<Model>>();
  const provider = (name: string, profile?: string): Promise<ModelProvider> => {
    const key = profile === undefined ? name : `${name}/${profile}`;
    const found = open.get(key) ?? openProvider(name, options, profile);
    open.set(key, found);
    return found;
  };
  const openModel = async (reference: string): Promise<Model> => {
    const { name, model } = split(reference);
    if (options.config.providers[name]?.kind !== 'simulator') return (await provider(name)).model(model);
    const { profile, wanted } = splitSimulator(model);
    return (await provider(name, profile)).model(wanted);
  };
  const load = async (reference: string): Promise<Model> => {
    const model = await openModel(reference);
    // Or the first call of a process would seem slow by the time that its SDK takes to load.
    await model.prepare?.();
    return model;
  };
  return {
    resolve(reference) {
      const found = models.get(reference) ?? load(reference);
      models.set(reference, found);
      return found;
    },
    async embedder(reference) {
      const { name, model } = split(reference);
      const embedder = (await provider(name)).embedder?.(model);
      if (embedder) return embedder;
      throw new FailureError({
        type: 'invalid_request',
        title: 'no embeddings',
        detail: `${name} has no embeddings here`,
        code: 'provider/no-embeddings',
      });
    },
    async close() {
      const all = await Promise.allSettled(open.values());
      await Promise.all(all.map((one) => (one.status === 'fulfilled' ? one.value.close?.() : undefined)));
    },
  };
}

async function openProvider(
  name: string,
  options: ProviderSourceOptions,
  profile: string | undefined,
): Promise<ModelProvider> {
  const config = options.config.providers[name];
  if (!config) throw unknownProvider(name, Object.keys(options.config.providers));
  const providers = await import('@sluice/providers');
  const injected = options.fetch ? { fetch: options.fetch } : {};
  switch (config.kind) {
    case 'replay':
      return providers.replayProvider();
    case 'simulator': {
      const urls = await options.startSimulator(resolve(options.config.root, profile ?? ''));
      return providers.openaiProvider({
        name,
        apiKey: 'simulated',
        api: 'chat',
        baseUrl: urls.openai,
        compatible: 'openai',
        ...injected,
      });
    }
    case 'anthropic':
      return providers.anthropicProvider({ name, ...reach(name, config, options), ...injected });
    case 'google':
      return providers.googleProvider({ name, ...reach(name, config, options), ...injected });
    default:
      return openOpenai(providers, { name, config, options });
  }
}

interface Opening {
  readonly name: string;
  readonly config: ProviderConfig;
  readonly options: ProviderSourceOptions;
}

function openOpenai(providers: typeof import('@sluice/providers'), { name, config, options }: Opening): ModelProvider {
  const simulated = options.simulator?.openai;
  const key = simulated === undefined ? keyOf(name, config, options) : 'simulated';
  const baseUrl = simulated ?? config.baseUrl;
  return providers.openaiProvider({
    name,
    api: config.api,
    ...(key === undefined ? {} : { apiKey: key }),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(config.kind === 'openai' ? { compatible: 'openai' } : {}),
    ...(config.gateway === undefined ? {} : { compatible: config.gateway }),
    ...(config.apiVersion === undefined ? {} : { apiVersion: config.apiVersion }),
    ...(options.fetch ? { fetch: options.fetch } : {}),
  });
}

function reach(
  name: string,
  config: ProviderConfig,
  options: ProviderSourceOptions,
): { apiKey: string; baseUrl?: string; apiVersion?: string } {
  const simulated = config.kind === 'anthropic' ? options.simulator?.anthropic : options.simulator?.google;
  const baseUrl = simulated ?? config.baseUrl;
  return {
    apiKey: simulated === undefined ? (keyOf(name, config, options) ?? '') : 'simulated',
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(config.apiVersion === undefined ? {} : { apiVersion: config.apiVersion }),
  };
}

function keyOf(name: string, config: ProviderConfig, options: ProviderSourceOptions): string | undefined {
  if (config.apiKeyEnv === undefined) return undefined;
  const key = options.environment[config.apiKeyEnv];
  if (key !== undefined && key !== '') return key;
  if (options.keyless === true) return 'replayed';
  throw new FailureError({
    type: 'auth',
    title: 'no key',
    detail: `the environment has no ${config.apiKeyEnv} for the provider ${name}`,
    code: 'provider/no-key',
    hint: `set ${config.apiKeyEnv}, or try without a key: --simulate`,
    permanent: true,
  });
}

function unknownProvider(name: string, known: readonly string[]): FailureError {
  const near = suggest(name, known);
  return new FailureError({
    type: 'invalid_request',
    title: 'unknown provider',
    detail: `no provider is named ${name}`,
    code: 'provider/unknown',
    hint: near === undefined ? `known: ${known.join(', ')}` : `did you mean "${near}"?`,
    permanent: true,
  });
}

function split(reference: string): { readonly name: string; readonly model: string } {
  const slash = reference.indexOf('/');
  return { name: reference.slice(0, slash), model: reference.slice(slash + 1) };
}

/** `simulator/PROFILE#MODEL`; without a model, the profile's `default`. */
function splitSimulator(text: string): { readonly profile: string; readonly wanted: string } {
  const hash = text.lastIndexOf('#');
  return hash < 0
    ? { profile: text, wanted: 'default' }
    : { profile: text.slice(0, hash), wanted: text.slice(hash + 1) };
}
