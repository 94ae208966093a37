import type { Model } from '@sluice/core';
import { type FakeModel, fakeModel, testFailure, testPlan } from '@sluice/core/testing';
import { describe, expect, test } from 'vitest';
import { ask, models, retry } from '../testing/ask-model.ts';
import { codeNode } from '../testing/kinds.ts';
import { promptNode } from '../testing/prompt-node.ts';
import { runTest, type TestHost, testHost, testJob } from '../testing/test-host.ts';

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
