import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { PlanOptions } from '@sluice/core';
import { type EvalResult, type EvalSuite, parseEvalSuite, prepareDataset, runEval } from '@sluice/eval';
import { priceBook, replayProvider } from '@sluice/providers';
import { createBreakers, createLimits, type Host, systemClock } from '@sluice/runner';
import { memoryStore } from '@sluice/store';
import { moduleHost } from '@sluice/tools';
import { repository } from '../support/sluice.ts';

export interface SuiteSource {
  /** Absolute; relative paths of the file are read from here, whether it exists or not. */
  readonly path: string;
  readonly text: string;
  /** What `SLUICE_CORPUS` says. */
  readonly corpus: string;
}

/** An eval file from its text to its result, with the replay provider and a store in memory. */
export async function runSuite(source: SuiteSource): Promise<EvalResult> {
  const modules = moduleHost({ root: repository });
  const provider = replayProvider();
  const store = memoryStore();
  try {
    const planning: PlanOptions = { files, modules, aliases: {}, providers: ['replay'] };
    const suite = readSuite(source, planning);
    const dataset = await prepareDataset({ suite, checkInputs: () => [] });
    const runner: Host = {
      clock: systemClock,
      random: Math.random,
      providers: { resolve: async (reference) => provider.model(reference.replace(/^replay\//u, '')) },
      prices: priceBook(),
      tools: { open: async ({ name }) => Promise.reject(new Error(`no tool ${name}`)) },
      modules,
      store: store.runs,
      cache: store.cache,
      limits: createLimits({ clock: systemClock, providerConcurrency: 50, providers: {}, toolConcurrency: 8 }),
      breakers: createBreakers(systemClock),
    };
    const signal = new AbortController().signal;
    const host = { runner, planning, simulated: false };
    return await runEval({ suite, dataset, runId: 'replay' }, host, { signal, cache: 'off', resume: false });
  } finally {
    await Promise.all([modules.close(), provider.close?.(), store.close()]);
  }
}

function readSuite({ path, text, corpus }: SuiteSource, planning: PlanOptions): EvalSuite {
  const environment = { SLUICE_CORPUS: corpus };
  const parsed = parseEvalSuite({ path, text }, { ...planning, environment, exists: existsSync });
  if (!parsed.ok) throw new Error(parsed.diagnostics.map(({ message }) => message).join('\n'));
  return parsed.value;
}

const files: PlanOptions['files'] = {
  read: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
  resolve: (from, relative) => resolve(from === '' ? '.' : dirname(from), relative),
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
};

/** Where suites of the recorded sets live, their scorers beside them. */
export const corpusEvals: string = join(repository, 'evals', 'corpus');
