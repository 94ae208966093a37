import type { ModuleHost, OpenTool, Plan, ToolSpec } from '@sluice/core';
import { createBreakers, createLimits, type Host, systemClock } from '@sluice/runner';
import { memoryStore } from '@sluice/store';
import type { Config } from '../config/config.ts';
import type { MockBook } from './mock-book.ts';
import { mockModels } from './mock-models.ts';
import { mockTools } from './mock-tools.ts';
import { stepAddresses } from './step-address.ts';

/** What all cases share: threads of modules, tools that stay on this machine, prices. */
export interface TestResources extends AsyncDisposable {
  readonly modules: ModuleHost;
  readonly prices: Host['prices'];
  open(spec: ToolSpec): Promise<OpenTool>;
}

export async function openTestResources(config: Config, modules: ModuleHost): Promise<TestResources> {
  const [{ priceBook }, { toolOpeners }] = await Promise.all([import('@sluice/providers'), import('@sluice/tools')]);
  const openers = toolOpeners({ modules });
  const open = new Map<string, Promise<OpenTool>>();
  const host = {
    root: config.root,
    allowExec: false,
    secret: (name: string): string => {
      throw new Error(`a test knows no secret ${name}`);
    },
  };
  const openOne = async (spec: ToolSpec): Promise<OpenTool> => {
    const opener = openers[spec.kind];
    if (opener === undefined) throw new Error(`no opener for tools of kind ${spec.kind}`);
    return await opener(spec, host);
  };
  return {
    modules,
    prices: priceBook({ overrides: config.prices }),
    open(spec) {
      const key = `${spec.file}\n${spec.name}`;
      const found = open.get(key) ?? openOne(spec);
      open.set(key, found);
      return found;
    },
    async [Symbol.asyncDispose]() {
      const all = await Promise.allSettled(open.values());
      await Promise.allSettled(all.map((one) => (one.status === 'fulfilled' ? one.value.close() : undefined)));
      await modules.close();
    },
  };
}

/** A host that reaches nothing outside, keeps nothing, and waits for nothing. */
export function testHost(plan: Plan, book: MockBook, resources: TestResources): Host {
  const { runs, cache } = memoryStore();
  return {
    clock: systemClock,
    // With full jitter a retry comes at once.
    random: () => 0,
    providers: mockModels(book),
    prices: resources.prices,
    tools: mockTools({ book, steps: stepAddresses(plan), open: resources.open }),
    modules: resources.modules,
    store: runs,
    cache,
    limits: createLimits({ clock: systemClock, providerConcurrency: 20, providers: {}, toolConcurrency: 16 }),
    breakers: createBreakers(systemClock),
  };
}
