import {
  type Cost,
  FailureError,
  inputTokens,
  type Json,
  type Model,
  type ModuleRef,
  outputTokens,
  type Plan,
  type PriceBook,
  type ToolCall,
} from '@sluice/core';
import { type MemoryStore, memoryCache, memoryStore, type VirtualClock, virtualClock } from '@sluice/core/testing';
import { createBreakers } from '../calls/breaker.ts';
import type { Host } from '../host.ts';
import type { Job } from '../job.ts';
import { createLimits } from '../limits/create-limits.ts';
import type { RunOptions } from '../run-options.ts';
import type { RunOutcome } from '../run-outcome.ts';
import { runPipeline } from '../run-pipeline.ts';

export interface TestParts {
  /** By reference; the model's own id where a list is given. */
  readonly models?: readonly Model[];
  readonly callTool?: (call: ToolCall, tool: string) => Promise<Json>;
  readonly callModule?: (module: ModuleRef, input: Json) => Promise<Json>;
  readonly prices?: PriceBook;
}

export interface TestHost extends Host {
  readonly clock: VirtualClock;
  readonly store: MemoryStore;
  /** Changes what the next run finds. */
  readonly parts: { -readonly [name in keyof TestParts]: TestParts[name] };
}

/** A host in memory, in virtual time, with random numbers that are always one half. */
export function testHost(initial: TestParts = {}): TestHost {
  const parts = { ...initial };
  const clock = virtualClock(() => new Promise((resolve) => setImmediate(resolve)));
  return {
    parts,
    clock,
    random: () => 0.5,
    providers: {
      async resolve(reference) {
        const model = parts.models?.find((each) => each.id === reference);
        if (model !== undefined) return model;
        throw new FailureError({ type: 'auth', title: 'No key', detail: `there is no key for ${reference}` });
      },
    },
    prices: parts.prices ?? tokenPrices,
    tools: {
      open: async (spec) => ({
        call: (call) => parts.callTool?.(call, spec.name) ?? Promise.reject(new Error('no tool in this test')),
        close: async () => undefined,
      }),
    },
    modules: {
      problem: () => undefined,
      hash: () => 'hash',
      call: (module, input) => parts.callModule?.(module, input) ?? Promise.reject(new Error('no module in this test')),
      close: async () => undefined,
    },
    store: memoryStore(),
    cache: memoryCache(),
    limits: createLimits({ clock, providerConcurrency: 1000, providers: {}, toolConcurrency: 1000 }),
    breakers: createBreakers(clock),
  };
}

/** A thousand nano-dollars for every token, in or out. */
export const tokenPrices: PriceBook = {
  date: '2026-01-01',
  find: (model) => ({ model, input: 1, output: 1, validFrom: '2026-01-01', source: 'test' }),
  cost(_model, usage): Cost {
    const input = inputTokens(usage);
    const output = outputTokens(usage);
    if (input === undefined && output === undefined) return { known: false, why: 'no-usage', detail: 'no usage' };
    return { known: true, nanoUsd: ((input ?? 0) + (output ?? 0)) * 1000, source: 'table' };
  },
};

export const testOptions: RunOptions = {
  signal: new AbortController().signal,
  cache: 'off',
  cacheByDefault: false,
  concurrency: 16,
  approvals: 'suspend',
};

export function testJob(plan: Plan, changes: Partial<Job> = {}): Job {
  return { plan, inputs: {}, runId: 'run-1', unit: '', origin: { sample: 0 }, ...changes };
}

/** Runs in the host's virtual time. */
export function runTest(host: TestHost, job: Job, options: Partial<RunOptions> = {}): Promise<RunOutcome> {
  return host.clock.run(runPipeline(job, host, { ...testOptions, ...options }));
}
