import { FailureError, inputTokens, type Json, type Model, outputTokens, type PriceBook } from '@sluice/core';
import {
  type FakeAnswer,
  fakeModel,
  type MemoryStore,
  memoryCache,
  memoryStore,
  type VirtualClock,
  virtualClock,
} from '@sluice/core/testing';
import { createBreakers, createLimits } from '@sluice/runner';
import type { EvalResult } from '../result/eval-result.ts';
import type { EvalHost, EvalOptions } from '../run/eval-host.ts';
import { prepareDataset } from '../run/prepare-dataset.ts';
import { runEval } from '../run/run-eval.ts';
import { folderOf, planning, suiteIn } from './suite-of.ts';

/** Models by reference, each a function of the last message. */
export type Answers = { readonly [reference: string]: (text: string) => FakeAnswer | Promise<FakeAnswer> };

export interface EvalLab {
  readonly folder: string;
  readonly store: MemoryStore;
  readonly clock: VirtualClock;
  /** Texts that models were asked, by reference, in order of arrival. */
  readonly asked: { readonly [reference: string]: readonly string[] };
  /** Changes what models answer from now on. */
  answers: Answers;
  /** Evaluates `eval.yaml` with the given text, as run `run`. */
  run(text: string, options?: Partial<EvalOptions> & { readonly runId?: string }): Promise<EvalResult>;
}

/** Evaluations in memory and virtual time: real runner, real pipeline, models that answer by a function. */
export function evalLab(files: { readonly [name: string]: string }, answers: Answers): EvalLab {
  const folder = folderOf(files);
  const clock = virtualClock(() => new Promise((resolve) => setImmediate(resolve)));
  const store = memoryStore();
  const asked: Record<string, string[]> = {};
  const lab: EvalLab = { folder, store, clock, asked, answers, run };
  const host: EvalHost = {
    runner: {
      clock,
      random: () => 0.5,
      providers: { resolve: async (reference) => modelOf(reference, lab, asked) },
      prices,
      tools: { open: () => Promise.reject(new Error('no tools here')) },
      modules: {
        ...planning.modules,
        call: async (_module, input): Promise<Json> => input,
        close: async () => undefined,
      },
      store,
      cache: memoryCache(),
      limits: createLimits({ clock, providerConcurrency: 1000, providers: {}, toolConcurrency: 1000 }),
      breakers: createBreakers(clock),
    },
    planning,
    simulated: false,
  };

  async function run(text: string, options: Parameters<EvalLab['run']>[1] = {}): Promise<EvalResult> {
    const { runId = 'run', ...rest } = options;
    const suite = suiteIn(folder, text);
    const dataset = await prepareDataset({ suite, checkInputs: () => [] });
    const { signal } = new AbortController();
    return await clock.run(runEval({ suite, dataset, runId }, host, { signal, cache: 'off', resume: false, ...rest }));
  }
  return lab;
}

function modelOf(reference: string, lab: EvalLab, asked: Record<string, string[]>): Model {
  return fakeModel(
    (request) => {
      const last = request.messages.at(-1);
      const text = last?.content.map((part) => (part.type === 'text' ? part.text : '')).join('') ?? '';
      asked[reference] = [...(asked[reference] ?? []), text];
      const answer = lab.answers[reference];
      if (answer === undefined)
        throw new FailureError({ type: 'auth', title: 'No key', detail: `there is no key for ${reference}` });
      return answer(text);
    },
    { id: reference },
  );
}

/** A millionth of a dollar a token; nobody knows what `fake/unpriced` costs. */
const prices: PriceBook = {
  date: '2026-01-01',
  find: (model) =>
    model === 'fake/unpriced' ? undefined : { model, input: 1, output: 1, validFrom: '2026-01-01', source: 'test' },
  cost(model, usage) {
    if (model === 'fake/unpriced') return { known: false, why: 'no-price', detail: `no price for ${model}` };
    const tokens = (inputTokens(usage) ?? 0) + (outputTokens(usage) ?? 0);
    return { known: true, nanoUsd: tokens * 1000, source: 'table' };
  },
};
