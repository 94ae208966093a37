import { type AbortSignalLike, type ExecutionEvent, FailureError } from '@sluice/core';
import {
  fakeModel,
  type MapConfig,
  runKinds,
  testBlock,
  testExpression,
  testFailure,
  testNode,
  testPlan,
  testPolicy,
  testValue,
} from '@sluice/core/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Redactor } from './host.ts';
import { promptNode, setNode } from './testing/prompt-node.ts';
import { runTest, testHost, testJob } from './testing/test-host.ts';

const unhandled: unknown[] = [];
const keep = (reason: unknown): void => void unhandled.push(reason);

beforeEach(() => {
  unhandled.length = 0;
  process.on('unhandledRejection', keep);
});

afterEach(async () => {
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', keep);
  expect(unhandled).toEqual([]);
});

describe('a store that cannot keep the log', () => {
  test('ends the run with its own error, not with an answer that nobody kept', async () => {
    const host = testHost({ models: [fakeModel('hi')] });
    host.store.append = () => Promise.reject(new Error('disk full'));
    const plan = testPlan([promptNode({ id: 'a', user: 'q' }), promptNode({ id: 'b', user: 'q' })]);
    await expect(runTest(host, testJob(plan, { unit: 'u' }))).rejects.toThrow('disk full');
    await expect(runTest(host, testJob(plan))).rejects.toThrow('disk full');
  });
});

test('a cache that cannot keep an answer costs a warning, not the answer', async () => {
  const host = testHost({ models: [fakeModel('hi')] });
  host.cache.set = () => Promise.reject(new Error('disk full'));
  const outcome = await runTest(host, testJob(testPlan([promptNode({ id: 'a', user: 'q' })])), {
    cache: 'read_write',
    cacheByDefault: true,
  });
  expect(outcome.status).toBe('succeeded');
  expect(outcome.warnings).toEqual(['the response cache could not keep an answer: Error: disk full']);
});

test('secrets are redacted by value in everything that is kept or told', async () => {
  const redactor: Redactor = {
    redact: (value) => JSON.parse(JSON.stringify(value).replaceAll('hunter2', '[secret]')),
  };
  const model = fakeModel('the word is hunter2');
  const host = {
    ...testHost({
      models: [model],
      callTool: () => Promise.reject(new FailureError(testFailure('tool', { detail: 'hunter2 was refused' }))),
    }),
    redactor,
  };
  const tool = testNode({
    id: 'b',
    kind: runKinds.tool,
    config: { tool: 'crm', arguments: testValue({}) },
    needs: ['a'],
  });
  const plan = testPlan([promptNode({ id: 'a', user: 'q' }), tool], {
    tools: { crm: { name: 'crm', kind: 'http', config: {}, file: '/t.yaml' } },
  });
  const told: ExecutionEvent[] = [];
  const cached: string[] = [];
  const { set } = host.cache;
  host.cache.set = (key, entry) => {
    cached.push(entry.value);
    return set(key, entry);
  };
  const outcome = await runTest(host, testJob(plan), {
    cache: 'read_write',
    cacheByDefault: true,
    onEvent: (event) => told.push(event),
  });
  expect(JSON.stringify([host.store.events('run-1'), told, cached])).not.toContain('hunter2');
  expect(JSON.stringify(outcome.failure)).not.toContain('hunter2');
  expect(JSON.stringify(told)).toContain('[secret] was refused');
});

test('listeners hear of events in the order of the log, whatever is on its way to the disk', async () => {
  const host = testHost();
  host.parts.models = [
    fakeModel(async ({ origin }, { signal }) => {
      await host.clock.sleep(origin.step.length * 10, signal);
      return 'x';
    }),
  ];
  const { append } = host.store;
  let writes = 0;
  host.store.append = async (...call) => {
    writes += 1;
    const written = append(...call);
    // Some commits take longer than those that come after them.
    await host.clock.sleep(writes % 3 === 0 ? 100 : 1, new AbortController().signal);
    await written;
  };
  const nodes = ['a', 'bb', 'ccc', 'dddd'].flatMap((id) => [
    promptNode({ id, user: id }),
    setNode({ id: `${id}_after`, needs: [id] }, 1),
  ]);
  const told: ExecutionEvent[] = [];
  await runTest(host, testJob(testPlan(nodes)), { onEvent: (event) => told.push(event) });
  expect(told).toEqual(host.store.events('run-1'));
});

test('wrong inputs fail the run before any step', async () => {
  const plan = testPlan([setNode({ id: 'a' }, 1)], {
    inputs: {
      n: {
        schema: { type: 'number' },
        required: true,
        validate: (value) => (typeof value === 'number' ? [] : ['/ must be number']),
      },
    },
  });
  const run = (inputs: object) => runTest(testHost(), testJob(plan, { inputs: inputs as never }));
  expect((await run({})).failure).toMatchObject({ code: 'run/inputs', detail: 'the input n of test is missing' });
  expect((await run({ n: '4' })).failure?.detail).toBe('the input n of test: / must be number');
  expect((await run({ n: 4, m: 5 })).failure?.detail).toBe('test has no input m');
  expect((await run({ n: 4 })).status).toBe('succeeded');
});

test('a run lets go of the signal that many runs share', async () => {
  const { signal } = new AbortController();
  let listeners = 0;
  const counted: AbortSignalLike = {
    aborted: false,
    reason: undefined,
    throwIfAborted: () => undefined,
    addEventListener(type, listener, options) {
      listeners += 1;
      signal.addEventListener(type, listener, options);
    },
    removeEventListener(type, listener) {
      listeners -= 1;
      signal.removeEventListener(type, listener);
    },
  };
  const host = testHost();
  const slow = fakeModel(async (_request, options) => {
    await host.clock.sleep(10, options.signal);
    return 'x';
  });
  host.parts.models = [slow];
  const map: MapConfig = {
    over: testExpression(() => [1, 2, 3]),
    as: 'n',
    concurrency: 2,
    onError: 'collect',
    block: testBlock([promptNode({ id: 'inside', user: 'q' })]),
  };
  const policy = testPolicy({ timeoutMs: 1000, attemptTimeoutMs: 500 });
  const plan = testPlan(
    [
      promptNode({ id: 'a', user: 'q', policy }),
      promptNode({ id: 'b', user: 'q', model: 'none/here', onError: { type: 'continue' } }),
      testNode({ id: 'c', kind: runKinds.map, config: map }),
    ],
    { budget: { tokens: 100_000 } },
  );
  const outcome = await runTest(host, testJob(plan), { signal: counted, concurrency: 1 });
  expect(outcome.status).toBe('succeeded');
  expect(listeners).toBe(0);
});
