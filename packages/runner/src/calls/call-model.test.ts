import type { ExecutionEvent } from '@sluice/core';
import { type FakeModel, fakeModel, testFailure, testPlan } from '@sluice/core/testing';
import { describe, expect, test } from 'vitest';
import { ask, models, pair } from '../testing/ask-model.ts';
import { promptNode } from '../testing/prompt-node.ts';
import { runTest, testHost, testJob } from '../testing/test-host.ts';

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

  test('a cached answer streams in one piece', async () => {
    const host = testHost({ models: pair('hello', 'b') });
    const told: string[] = [];
    const options = {
      cache: 'read_write',
      cacheByDefault: true,
      onToken: (_path: string, text: string) => told.push(text),
    } as const;
    await ask(host, options, { prompt: { stream: 'on' } });
    await ask(host, options, { prompt: { stream: 'on' } });
    expect(told).toEqual(['hello', 'hello']);
  });

  test('a buffered stream may still fall back', async () => {
    const host = testHost({ models: pair(cut, 'from backup') });
    const told: string[] = [];
    const prompt = { prompt: { stream: 'buffer' } } as const;
    expect((await ask(host, { onToken: (_path, text) => told.push(text) }, prompt)).steps['ask']?.model).toBe('backup');
    expect(told).toEqual(['from backup']);
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
