import type { ExecutionEvent, Model, ModelAliases } from '@sluice/core';
import { type FakeModel, fakeModel, nowhere, testFailure, testPlan, testPolicy } from '@sluice/core/testing';
import { describe, expect, test } from 'vitest';
import type { RunOptions } from '../run-options.ts';
import type { RunOutcome } from '../run-outcome.ts';
import { codeNode } from '../testing/kinds.ts';
import { promptNode, type TestPrompt } from '../testing/prompt-node.ts';
import { runTest, type TestHost, testHost, testJob } from '../testing/test-host.ts';

const models: ModelAliases = {
  cheap: { type: 'single', use: 'openai/small', params: { temperature: 0 }, at: nowhere },
  backup: { type: 'single', use: 'google/other', params: {}, at: nowhere },
  fast: { type: 'fallback', chain: ['cheap', 'backup'], breaker: { failures: 3, cooldownMs: 30_000 }, at: nowhere },
};

const retry = testPolicy({
  retry: { maxAttempts: 2, initialMs: 100, factor: 2, maxMs: 1000, jitter: 'none', on: ['overloaded', 'timeout'] },
  attemptTimeoutMs: 5000,
});

function ask(host: TestHost, options: Partial<RunOptions> = {}, node: Partial<TestPrompt> = {}): Promise<RunOutcome> {
  const step = promptNode({ id: 'ask', user: 'q', model: 'fast', policy: retry, ...node });
  return runTest(host, testJob(testPlan([step], { models })), options);
}

function pair(cheap: Parameters<typeof fakeModel>[0], backup: Parameters<typeof fakeModel>[0]): readonly FakeModel[] {
  return [fakeModel(cheap, { id: 'openai/small' }), fakeModel(backup, { id: 'google/other' })];
}

describe('fallback', () => {
  test('goes to the next model when the provider failed, and says which one answered', async () => {
    const host = testHost({ models: pair({ failure: testFailure('overloaded') }, 'from backup') });
    const outcome = await ask(host);
    expect(outcome.steps['ask']).toMatchObject({
      model: 'backup',
      modelId: 'google/other',
      attempts: 3,
      counts: { retries: 1, fallbacks: 1, errors: 2, answers: 1 },
    });
  });

  test('a missing key is a failure of the provider', async () => {
    const host = testHost({ models: [fakeModel('from backup', { id: 'google/other' })] });
    expect((await ask(host)).steps['ask']).toMatchObject({ model: 'backup', attempts: 2 });
  });

  test('a parameter that a model does not take is no reason to drop it', async () => {
    const unsupported = [{ name: 'temperature', why: 'sampling is fixed' }] as const;
    const picky = fakeModel('never asked', { id: 'openai/small', unsupported });
    const host = testHost({ models: [picky, fakeModel('from backup', { id: 'google/other' })] });
    expect((await ask(host)).steps['ask']?.model).toBe('backup');
    expect(picky.requests).toHaveLength(0);
  });

  test('does not follow a bad request', async () => {
    const [cheap, backup] = pair({ failure: testFailure('invalid_request') }, 'from backup') as [FakeModel, FakeModel];
    const outcome = await ask(testHost({ models: [cheap, backup] }));
    expect(outcome.failure).toMatchObject({ type: 'invalid_request', attempts: [{ model: 'openai/small' }] });
    expect(backup.requests).toHaveLength(0);
  });

  test('an attempt that takes too long is a timeout of the attempt, and is retried', async () => {
    const host = testHost();
    const slow = fakeModel(
      async (_request, { signal }) => {
        await host.clock.sleep(60_000, signal);
        return 'late';
      },
      { id: 'openai/small' },
    );
    host.parts.models = [slow, fakeModel('from backup', { id: 'google/other' })];
    const outcome = await ask(host);
    expect(slow.requests).toHaveLength(2);
    expect(outcome.steps['ask']).toMatchObject({ model: 'backup', counts: { uncertain: 2 } });
  });
});

describe('the breaker', () => {
  test('leaves a failing model alone until the cooldown is over, then tries it once', async () => {
    let healthy = false;
    const [cheap, backup] = pair(() => (healthy ? 'cheap again' : { failure: testFailure('overloaded') }), 'b') as [
      FakeModel,
      FakeModel,
    ];
    const host = testHost({ models: [cheap, backup] });
    await ask(host);
    await ask(host);
    // Two attempts, then one more: the third failure in a row opens it, in the middle of the retries.
    expect(cheap.requests).toHaveLength(3);
    await ask(host);
    expect(cheap.requests).toHaveLength(3);
    expect(host.store.events('run-1').filter((event) => event.type === 'model-skip')).toHaveLength(1);
    await host.clock.advance(30_000);
    await ask(host);
    expect(cheap.requests).toHaveLength(4);
    healthy = true;
    await host.clock.advance(30_000);
    expect((await ask(host)).steps['ask']?.model).toBe('cheap');
    expect((await ask(host)).steps['ask']?.model).toBe('cheap');
  });

  test('a chain whose models are all left alone fails at once', async () => {
    const failure = { failure: testFailure('overloaded') };
    const host = testHost({ models: pair(failure, failure) });
    for (let run = 0; run < 2; run += 1) await ask(host);
    expect((await ask(host)).failure).toMatchObject({ code: 'model/breaker-open' });
  });
});

describe('streams', () => {
  const cut: Parameters<typeof fakeModel>[0] = (_request, { onDelta }) => {
    onDelta?.('Dear ');
    return { failure: testFailure('truncated_stream') };
  };

  test('no other model speaks once text was told', async () => {
    const host = testHost({ models: pair(cut, 'from backup') });
    const told: string[] = [];
    const outcome = await ask(
      host,
      { onToken: (_path, text) => told.push(text) },
      {
        prompt: { stream: 'on' },
      },
    );
    expect(outcome.failure).toMatchObject({ type: 'truncated_stream' });
    expect(told).toEqual(['Dear ']);
  });

  test('a buffered stream may still fall back', async () => {
    const host = testHost({ models: pair(cut, 'from backup') });
    const told: string[] = [];
    const prompt = { prompt: { stream: 'buffer' } };
    expect((await ask(host, { onToken: (_path, text) => told.push(text) }, prompt)).steps['ask']?.model).toBe('backup');
    expect(told).toEqual(['from backup']);
  });
});

describe('the response cache', () => {
  const cached = { cache: 'read_write', cacheByDefault: true } as const;

  function counted(): { host: TestHost; model: FakeModel } {
    let count = 0;
    const model = fakeModel(
      () => {
        count += 1;
        return `answer ${count}`;
      },
      { id: 'openai/small' },
    );
    return { host: testHost({ models: [model] }), model };
  }

  test('answers for nothing, with the original usage and latency', async () => {
    const { host, model } = counted();
    const first = await ask(host, cached);
    const second = await ask(host, cached);
    expect(model.requests).toHaveLength(1);
    expect(second.steps['ask']?.output).toEqual(first.steps['ask']?.output);
    expect(second).toMatchObject({
      usage: { input: 10, output: 5 },
      cost: { known: true, nanoUsd: 0 },
      latencyMs: 100,
      reused: { calls: 1, savedNanoUsd: 15_000 },
      steps: { ask: { fromCache: true } },
    });
  });

  test.each([
    ['off', 3, 'answer 2'],
    ['refresh', 3, 'answer 2'],
    ['read', 1, 'answer 1'],
    ['read_write', 1, 'answer 1'],
  ] as const)('mode %s', async (cache, calls, answer) => {
    const { host, model } = counted();
    await ask(host, cached);
    const outcome = await ask(host, { ...cached, cache });
    expect(outcome.steps['ask']?.output).toEqual({ text: answer });
    await ask(host, { ...cached, cache });
    expect(model.requests).toHaveLength(calls);
    // What `refresh` got anew is what the cache now holds, and `off` leaves it alone.
    const after = await ask(host, cached);
    expect(after.steps['ask']?.output).toEqual({ text: cache === 'refresh' ? 'answer 3' : 'answer 1' });
  });

  test('is opt-in outside of evals, and keeps to its time to live', async () => {
    const { host, model } = counted();
    await ask(host, { cache: 'read_write' });
    await ask(host, { cache: 'read_write' });
    expect(model.requests).toHaveLength(2);
    const policy = { ...retry, cache: { ttlMs: 1000 } };
    await ask(host, { cache: 'read_write' }, { policy });
    await ask(host, { cache: 'read_write' }, { policy });
    expect(model.requests).toHaveLength(3);
    await host.clock.advance(1001);
    await ask(host, { cache: 'read_write' }, { policy });
    expect(model.requests).toHaveLength(4);
  });

  test('samples are kept apart, and recordings are asked by case', async () => {
    const { host, model } = counted();
    const plan = testPlan([promptNode({ id: 'ask', user: 'q', model: 'fast' })], { models });
    for (const sample of [0, 1, 0, 1]) {
      await runTest(host, testJob(plan, { origin: { caseId: 'a', sample } }), cached);
    }
    expect(model.requests).toHaveLength(2);
    await runTest(host, testJob(plan, { origin: { caseId: 'b', sample: 0 } }), cached);
    expect(model.requests).toHaveLength(2);
    const recording: Model = { ...model, recorded: true };
    host.parts.models = [recording];
    for (const caseId of ['a', 'b', 'a']) await runTest(host, testJob(plan, { origin: { caseId, sample: 0 } }), cached);
    expect(model.requests).toHaveLength(4);
  });

  test('a step that asks the same thing twice gets two answers, and the same two again', async () => {
    const { host, model } = counted();
    const twice = codeNode({ id: 'vote' }, async ({ generate }) => {
      const request = { messages: [], params: {} };
      return [(await generate('cheap', request)).text, (await generate('cheap', request)).text];
    });
    const job = testJob(testPlan([twice], { models }));
    expect((await runTest(host, job, cached)).steps['vote']?.output).toEqual(['answer 1', 'answer 2']);
    expect((await runTest(host, job, cached)).steps['vote']?.output).toEqual(['answer 1', 'answer 2']);
    expect(model.requests).toHaveLength(2);
  });

  test('equal calls on their way at the same time are one', async () => {
    const host = testHost();
    const model = fakeModel(
      async (_request, { signal }) => {
        await host.clock.sleep(100, signal);
        return 'once';
      },
      { id: 'openai/small' },
    );
    host.parts.models = [model];
    const outcomes = await Promise.all([ask(host, cached), ask(host, cached), ask(host, cached)]);
    expect(model.requests).toHaveLength(1);
    expect(outcomes.map((outcome) => outcome.counts.cached).sort()).toEqual([0, 1, 1]);
  });

  test('a call that fails is not shared: the next one asks itself', async () => {
    const host = testHost();
    const model = fakeModel(
      [
        async (_request, { signal }) => {
          await host.clock.sleep(100, signal);
          return { failure: testFailure('invalid_request') };
        },
        'mine',
      ],
      { id: 'openai/small' },
    );
    host.parts.models = [model];
    const outcomes = await Promise.all([ask(host, cached), ask(host, cached)]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['failed', 'succeeded']);
  });
});

test('waiting for limits is told apart from the provider’s time', async () => {
  const host = testHost();
  const model = fakeModel(
    async (_request, { signal }) => {
      await host.clock.sleep(100, signal);
      return { timing: { latencyMs: 100 }, text: 'x' };
    },
    { id: 'openai/small' },
  );
  host.parts.models = [model];
  const nodes = ['a', 'b', 'c'].map((id) => promptNode({ id, user: id, model: 'cheap' }));
  const outcome = await runTest(host, testJob(testPlan(nodes, { models })), { concurrency: 1 });
  expect(Object.values(outcome.steps).map((step) => [step.latencyMs, step.waitedMs])).toEqual([
    [100, 0],
    [100, 100],
    [100, 200],
  ]);
  expect(outcome).toMatchObject({ latencyMs: 100, waitedMs: 300 });
  const ends = (host.store.events('run-1') as readonly ExecutionEvent[]).filter((event) => event.type === 'model-end');
  expect(ends.map((event) => event.waitedMs)).toEqual([0, 100, 200]);
});

test('a model without JSON output of its own is told the schema in words', async () => {
  const unsupported = [{ name: 'output', why: 'no JSON mode' }] as const;
  const model = fakeModel('{"n": 1}', { id: 'openai/small', unsupported });
  const outputSchema = { type: 'object', required: ['n'] };
  const outcome = await ask(testHost({ models: [model] }), {}, { outputSchema, validateOutput: () => [] });
  expect(outcome.steps['ask']?.output).toEqual({ n: 1 });
  const [request] = model.requests;
  expect(request?.output).toBeUndefined();
  expect(request?.messages.map((message) => message.role)).toEqual(['system', 'user']);
  expect(JSON.stringify(request?.messages[0])).toContain('\\"required\\":[\\"n\\"]');
});
