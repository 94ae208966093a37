import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  type Json,
  type JsonObject,
  type ModelAliases,
  PipelineError,
  parseYaml,
  readModels,
  UsageError,
  validateLocated,
} from '@sluice/core';
import type { Config, PriceOverride, ProviderConfig, ProviderKind } from './config.ts';
import { configSchema } from './config-schema.ts';

export const configName = 'sluice.config.yaml';

export interface ConfigOptions {
  /** Where the search starts. */
  readonly from: string;
  /** `--config`: this file and no search. */
  readonly file?: string;
  /** `--store`. */
  readonly store?: string;
}

/** Finds and checks the configuration. Throws `PipelineError` with every finding. */
export function loadConfig(options: ConfigOptions): Config {
  const file = options.file === undefined ? findUp(options.from) : resolve(options.from, options.file);
  const store = options.store === undefined ? undefined : resolve(options.from, options.store);
  if (file === undefined) return emptyConfig(options.from, store);
  const parsed = parseYaml({ path: file, text: readText(file) });
  if (!parsed.ok) throw new PipelineError(parsed.diagnostics);
  const findings = [...validateLocated(parsed.value, configSchema())];
  const located = parsed.value.get('models');
  const names = { aliases: {}, providers: undefined };
  const models: ModelAliases = readModels(located, names, (finding) => void findings.push(finding));
  if (findings.length > 0) throw new PipelineError(findings);
  return toConfig(parsed.value.value as JsonObject, { file, models, store });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError('cli/no-file', `cannot read ${file}`);
  }
}

function findUp(from: string): string | undefined {
  const candidate = join(from, configName);
  if (existsSync(candidate)) return candidate;
  const parent = dirname(from);
  return parent === from ? undefined : findUp(parent);
}

function emptyConfig(root: string, store: string | undefined): Config {
  return {
    file: undefined,
    root,
    models: {},
    providers: builtinProviders,
    prices: {},
    store: store ?? join(root, '.sluice'),
    confirmAboveUsd: 1,
  };
}

interface Resolved {
  readonly file: string;
  readonly models: ModelAliases;
  readonly store: string | undefined;
}

function toConfig(json: JsonObject, { file, models, store }: Resolved): Config {
  const root = dirname(file);
  const named = Object.entries((json.providers ?? {}) as JsonObject).map(([name, value]) => [
    name,
    toProvider(name, value as JsonObject),
  ]);
  return {
    file,
    root,
    models,
    providers: { ...builtinProviders, ...(Object.fromEntries(named) as Config['providers']) },
    prices: (json.prices ?? {}) as { readonly [pattern: string]: Json } as unknown as {
      [pattern: string]: PriceOverride;
    },
    store: store ?? resolve(root, typeof json.store === 'string' ? json.store : '.sluice'),
    confirmAboveUsd: typeof json.confirm_above_usd === 'number' ? json.confirm_above_usd : 1,
  };
}

const builtinProviders: Config['providers'] = {
  openai: { kind: 'openai', api: 'responses', apiKeyEnv: 'OPENAI_API_KEY' },
  anthropic: { kind: 'anthropic', api: 'chat', apiKeyEnv: 'ANTHROPIC_API_KEY' },
  google: { kind: 'google', api: 'chat', apiKeyEnv: 'GEMINI_API_KEY' },
  openrouter: { kind: 'openai-compatible', api: 'chat', gateway: 'openrouter', apiKeyEnv: 'OPENROUTER_API_KEY' },
  replay: { kind: 'replay', api: 'chat' },
  simulator: { kind: 'simulator', api: 'chat' },
};

function toProvider(name: string, json: JsonObject): ProviderConfig {
  const builtin = builtinProviders[name];
  const kind = (json.kind as ProviderKind | undefined) ?? builtin?.kind ?? 'openai-compatible';
  const api = (json.api as 'chat' | 'responses' | undefined) ?? (kind === 'openai' ? 'responses' : 'chat');
  const apiKeyEnv = (json.api_key_env as string | undefined) ?? builtin?.apiKeyEnv;
  const gateway = (json.gateway as string | undefined) ?? builtin?.gateway;
  return {
    kind,
    api,
    ...(json.base_url === undefined ? {} : { baseUrl: json.base_url as string }),
    ...(apiKeyEnv === undefined ? {} : { apiKeyEnv }),
    ...(json.api_version === undefined ? {} : { apiVersion: json.api_version as string }),
    ...(gateway === undefined ? {} : { gateway }),
    ...(json.max_concurrency === undefined ? {} : { maxConcurrency: json.max_concurrency as number }),
    ...(json.requests_per_minute === undefined ? {} : { requestsPerMinute: json.requests_per_minute as number }),
    ...(json.tokens_per_minute === undefined ? {} : { tokensPerMinute: json.tokens_per_minute as number }),
  };
}
