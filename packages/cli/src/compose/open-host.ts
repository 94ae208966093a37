import { randomBytes } from 'node:crypto';
import type { ModuleHost, OpenTool, PlanOptions, ResponseCache, ToolHost, ToolSpec } from '@sluice/core';
import { createBreakers, createLimits, type Host, type ProviderLimits, systemClock } from '@sluice/runner';
import { sqliteStore } from '@sluice/store';
import { moduleHost, toolOpeners } from '@sluice/tools';
import type { Config } from '../config/config.ts';
import { bypassedCache, openRecorder, type RecorderFlags } from './http-recorder.ts';
import { limitHeapGrowth } from './limit-heap-growth.ts';
import { planOptions } from './planning.ts';
import { providerSource } from './provider-source.ts';
import { secretRedactor } from './secret-redactor.ts';
import { simulatedCache } from './simulated-cache.ts';
import { openSimulators } from './simulators.ts';

export interface HostFlags extends RecorderFlags {
  /** `--simulate`: a profile, or the address of a running simulator. */
  readonly simulate?: string | undefined;
  readonly allowExec?: boolean | undefined;
}

/** Everything impure, made once for a command. Nothing is opened or loaded before it is needed. */
export interface CommandHost extends AsyncDisposable {
  readonly runner: Host;
  readonly modules: ModuleHost;
  readonly planning: PlanOptions;
  /** `--simulate`. */
  readonly simulated: boolean;
}

export async function openHost(config: Config, flags: HostFlags = {}): Promise<CommandHost> {
  limitHeapGrowth();
  const { priceBook } = await import('@sluice/providers');
  const store = sqliteStore({ folder: config.store });
  const modules = moduleHost({ root: config.root });
  const simulators = openSimulators();
  const simulator = flags.simulate === undefined ? undefined : await simulators.at(flags.simulate);
  const environment = process.env;
  const recorder = await openRecorder(flags, config, environment);
  const providers = providerSource({
    config,
    environment,
    simulator,
    startSimulator: (profile) => simulators.at(profile),
    ...(recorder === undefined ? {} : { fetch: recorder.fetch, keyless: flags.replayHttp !== undefined }),
  });
  // A tool can send back only a secret that it was given, whichever pipeline of an eval declares it.
  const given = new Set<string>();
  const secret = (name: string): string => {
    given.add(name);
    return secretOf(name, environment);
  };
  const tools = openTools(config, { allowExec: flags.allowExec ?? false, secret }, modules);
  const runner: Host = {
    clock: systemClock,
    random: Math.random,
    providers,
    prices: priceBook({ overrides: config.prices, aliases: vendorsOf(config) }),
    tools,
    modules,
    store: store.runs,
    cache: cacheOf(store.cache, flags),
    limits: createLimits({
      clock: systemClock,
      providerConcurrency: 20,
      providers: Object.fromEntries(
        Object.entries(config.providers).map(([name, provider]) => [name, limitsOf(provider)]),
      ),
      toolConcurrency: 16,
    }),
    breakers: createBreakers(systemClock),
    redactor: secretRedactor(config, environment, given),
  };
  return {
    runner,
    modules,
    planning: planOptions(config, modules),
    simulated: flags.simulate !== undefined,
    async [Symbol.asyncDispose]() {
      await Promise.allSettled([providers.close(), tools.close(), modules.close(), simulators.close()]);
      await recorder?.close();
      await store.close();
    },
  };
}

function cacheOf(cache: ResponseCache, { simulate, recordHttp, replayHttp }: HostFlags): ResponseCache {
  if (recordHttp !== undefined || replayHttp !== undefined) return bypassedCache(cache);
  return simulate === undefined ? cache : simulatedCache(cache, simulate);
}

/** Providers whose name is not their vendor's are priced by the vendor's table all the same. */
function vendorsOf({ providers }: Config): { readonly [name: string]: string } {
  return Object.fromEntries(
    Object.entries(providers).flatMap(([name, { kind, gateway }]) => {
      const vendor = kind === 'openai-compatible' ? gateway : kind;
      return vendor === undefined || vendor === name ? [] : [[name, vendor] as const];
    }),
  );
}

function limitsOf(provider: Config['providers'][string]): ProviderLimits {
  return {
    ...(provider.maxConcurrency === undefined ? {} : { concurrency: provider.maxConcurrency }),
    ...(provider.requestsPerMinute === undefined ? {} : { requestsPerMinute: provider.requestsPerMinute }),
    ...(provider.tokensPerMinute === undefined ? {} : { tokensPerMinute: provider.tokensPerMinute }),
  };
}

interface Tools {
  open(spec: ToolSpec): Promise<OpenTool>;
  close(): Promise<void>;
}

function secretOf(name: string, environment: NodeJS.ProcessEnv): string {
  const value = environment[name];
  if (value !== undefined && value !== '') return value;
  throw new Error(`the environment has no secret ${name}`);
}

/** Each declared tool is opened once, with the secrets of the environment. */
function openTools(config: Config, border: Pick<ToolHost, 'allowExec' | 'secret'>, modules: ModuleHost): Tools {
  const open = new Map<string, Promise<OpenTool>>();
  const openers = toolOpeners({ modules, environment: process.env });
  const host: ToolHost = { root: config.root, ...border };
  return {
    open(spec) {
      const key = `${spec.file}\n${spec.name}`;
      const found = open.get(key) ?? openOne(spec, openers, host);
      open.set(key, found);
      return found;
    },
    async close() {
      const all = await Promise.allSettled(open.values());
      await Promise.allSettled(all.map((one) => (one.status === 'fulfilled' ? one.value.close() : undefined)));
    },
  };
}

async function openOne(spec: ToolSpec, openers: ReturnType<typeof toolOpeners>, host: ToolHost): Promise<OpenTool> {
  const opener = openers[spec.kind];
  if (opener === undefined) throw new Error(`no opener for tools of kind ${spec.kind}`);
  return await opener(spec, host);
}

/** Sortable by time, unique without coordination: `20261121-083000-3f9a2c`. */
export function newRunId(now: number): string {
  const stamp = new Date(now).toISOString().replace(/[-:]/gu, '').replace('T', '-').slice(0, 15);
  return `${stamp}-${randomBytes(3).toString('hex')}`;
}
