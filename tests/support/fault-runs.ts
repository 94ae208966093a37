import { createHash } from 'node:crypto';
import { type Clock, type ExecutionEvent, type FailureType, type Model, type Plan, planPipeline } from '@sluice/core';
import { memoryCache, memoryStore } from '@sluice/core/testing';
import { priceBook } from '@sluice/providers';
import { createBreakers, createLimits, type Host, runPipeline, systemClock } from '@sluice/runner';

/** What the engine saw of a step whose model meets a fault, and what it did. */
export interface FaultRun {
  /** The failures of its attempts, without repetition. */
  readonly seen: readonly FailureType[];
  /** Requests that were made. */
  readonly calls: number;
  /** The longest wait that came before a further attempt, in milliseconds. */
  readonly waitMs: number;
  readonly status: string;
  /** Why the run failed. */
  readonly failure: FailureType | undefined;
}

export interface FaultyStep {
  readonly model: Model;
  readonly text: string;
  readonly streamed: boolean;
  /** Only where the answer hangs: a busy machine must not look like a fault. */
  readonly attemptTimeoutMs: number | undefined;
}

/** Runs a pipeline of one step with the retries that every step has by default; waits between attempts pass at once. */
export async function runFaulty(step: FaultyStep): Promise<FaultRun> {
  const host = hostOf(step);
  const job = { plan: planOf(step), inputs: {}, runId: 'fault', unit: '', origin: { sample: 0 } };
  const outcome = await runPipeline(job, host, {
    signal: new AbortController().signal,
    cache: 'off',
    cacheByDefault: false,
    concurrency: 1,
    approvals: 'suspend',
  });
  const events = host.store.events('fault') as readonly ExecutionEvent[];
  const errors = events.flatMap((event) => (event.type === 'model-error' ? [event] : []));
  return {
    seen: [...new Set(errors.map(({ failure }) => failure.type))],
    calls: errors.length + events.filter(({ type }) => type === 'model-end').length,
    waitMs: Math.max(0, ...errors.map(({ retryInMs }) => retryInMs ?? 0)),
    status: outcome.status,
    failure: outcome.failure?.type,
  };
}

function planOf({ model, text, streamed, attemptTimeoutMs }: FaultyStep): Plan {
  const source = {
    version: 1,
    name: 'faulty',
    models: { asked: { use: model.id } },
    steps: [
      {
        id: 'ask',
        ...(attemptTimeoutMs === undefined ? {} : { attempt_timeout: `${attemptTimeoutMs}ms` }),
        // Buffered: what was told to somebody is never asked again.
        prompt: { model: 'asked', user: text, ...(streamed ? { stream: 'buffer' } : {}) },
      },
    ],
  };
  const planned = planPipeline(
    { path: '/faulty.yaml', text: JSON.stringify(source) },
    {
      files: {
        read: () => undefined,
        resolve: (_from, relative) => relative,
        sha256: (content) => createHash('sha256').update(content).digest('hex'),
      },
      modules: { problem: () => undefined, hash: () => '' },
    },
  );
  if (!planned.ok) throw new Error(planned.diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return planned.value;
}

function hostOf({ model, attemptTimeoutMs }: FaultyStep): Host & { readonly store: ReturnType<typeof memoryStore> } {
  const clock = hurriedClock(attemptTimeoutMs);
  const none = (): never => {
    throw new Error('no tools here');
  };
  return {
    clock,
    random: () => 0.5,
    providers: { resolve: async () => model },
    prices: priceBook(),
    tools: { open: none },
    modules: { problem: () => undefined, hash: () => '', call: none, close: async () => undefined },
    store: memoryStore(),
    cache: memoryCache(),
    limits: createLimits({ clock, providerConcurrency: 1, providers: {}, toolConcurrency: 1 }),
    breakers: createBreakers(clock),
  };
}

/** Time in which every sleep but the attempt's timeout, and the grace after it, passes at once. */
function hurriedClock(attemptTimeoutMs: number | undefined): Clock {
  let ahead = 0;
  const graceMs = 10_000;
  return {
    now: () => systemClock.now() + ahead,
    async sleep(ms, signal) {
      if (ms === attemptTimeoutMs || ms === graceMs) return await systemClock.sleep(ms, signal);
      signal.throwIfAborted();
      ahead += ms;
    },
  };
}
