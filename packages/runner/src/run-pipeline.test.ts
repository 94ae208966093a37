import type { ExecutionEvent, Json, JsonObject, PlanNode } from '@sluice/core';
import {
  fakeModel,
  type MapConfig,
  runKinds,
  testBlock,
  testExpression,
  testFailure,
  testKind,
  testNode,
  testPlan,
  testPolicy,
  testValue,
} from '@sluice/core/testing';
import { describe, expect, test } from 'vitest';
import { promptNode, setNode } from './testing/prompt-node.ts';
import { runTest, testHost, testJob } from './testing/test-host.ts';

function outputOf(view: { readonly output: Json } | undefined): JsonObject {
  return view?.output as JsonObject;
}

const retried = testPolicy({
  retry: {
    maxAttempts: 3,
    initialMs: 500,
    factor: 2,
    maxMs: 20_000,
    jitter: 'full',
    on: ['rate_limit', 'overloaded', 'timeout', 'network', 'server_error'],
  },
});

describe('one step', () => {
  test('asks the model and gives its answer', async () => {
    const model = fakeModel('bonjour');
    const host = testHost({ models: [model] });
    const plan = testPlan([promptNode({ id: 'greet', user: ({ inputs }) => `say hello in ${inputs['language']}` })], {
      inputs: { language: { schema: { type: 'string' }, required: true } },
      outputs: {
        text: testValue(({ steps }) => outputOf(steps['greet'])['text'] ?? null, ['steps.greet.output.text']),
      },
    });
    const outcome = await runTest(host, testJob(plan, { inputs: { language: 'French' }, unit: 'case-1' }));
    expect(outcome).toMatchObject({
      status: 'succeeded',
      outputs: { text: 'bonjour' },
      attempts: 1,
      cost: { known: true, nanoUsd: 15_000 },
      latencyMs: 100,
      steps: { greet: { status: 'succeeded', model: 'fake/model', latencyMs: 100, output: { text: 'bonjour' } } },
    });
    expect(model.requests[0]?.messages).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'say hello in French' }] },
    ]);
    expect(host.store.events('run-1', 'case-1').map((event) => event.type)).toEqual([
      'run-start',
      'step-start',
      'model-end',
      'step-end',
      'run-end',
    ]);
    expect(host.store.appends).toBe(2);
  });

  test('an answer is durable before anybody is told of it', async () => {
    const host = testHost({ models: [fakeModel('hi')] });
    const seen: string[] = [];
    const append = host.store.append;
    const told: ExecutionEvent[] = [];
    host.store.append = async (...call) => {
      await append(...call);
      seen.push(...call[2].map((event) => `stored ${event.type}`));
    };
    await runTest(host, testJob(testPlan([promptNode({ id: 'greet', user: 'hello' })]), { unit: 'a' }), {
      onEvent: (event) => {
        told.push(event);
        seen.push(`told ${event.type}`);
      },
    });
    expect(seen.indexOf('stored model-end')).toBeLessThan(seen.indexOf('told model-end'));
    expect(told.map((event) => event.type)).toEqual(host.store.events('run-1', 'a').map((event) => event.type));
  });

  test('retries what another attempt may cure, with backoff in full jitter, and counts every attempt', async () => {
    const failure = testFailure('rate_limit', { retryAfterMs: 3000 });
    const model = fakeModel([{ failure: testFailure('overloaded') }, { failure }, 'at last']);
    const host = testHost({ models: [model] });
    const outcome = await runTest(host, testJob(testPlan([promptNode({ id: 'ask', user: 'q', policy: retried })])));
    expect(outcome).toMatchObject({ status: 'succeeded', attempts: 3, counts: { retries: 2, errors: 2, answers: 1 } });
    expect(host.clock.slept).toEqual([250, 3000]);
    // The pause that the provider asked for is no time of the provider's.
    expect(outcome).toMatchObject({ latencyMs: 350, waitedMs: 3000 });
  });

  test('does not retry what another attempt would only repeat', async () => {
    const model = fakeModel({ failure: testFailure('auth') });
    const outcome = await runTest(
      testHost({ models: [model] }),
      testJob(testPlan([promptNode({ id: 'ask', user: 'q', policy: retried, pointer: '/steps/0' })])),
    );
    expect(model.requests).toHaveLength(1);
    expect(outcome.failure).toEqual({
      ...testFailure('auth'),
      step: 'ask',
      instance: '/steps/0',
      attempts: [{ model: 'fake/model', type: 'auth', detail: 'this is a auth failure', latencyMs: 0 }],
    });
  });
});

describe('a map inside a map', () => {
  const inner: MapConfig = {
    over: testExpression(({ locals }) => locals['row'] ?? null, ['row']),
    as: 'cell',
    concurrency: 2,
    onError: 'fail',
    block: testBlock([
      promptNode({
        id: 'square',
        pointer: '/steps/0/map/steps/0/map/steps/0',
        user: ({ locals }) => String(locals['cell']),
        reads: ['cell'],
      }),
    ]),
    output: testValue(({ steps }) => Number(outputOf(steps['square'])['text'])),
  };
  const outer: MapConfig = {
    over: testExpression(({ inputs }) => inputs['rows'] ?? null, ['inputs.rows']),
    as: 'row',
    concurrency: 2,
    onError: 'fail',
    block: testBlock([
      testNode({ id: 'cells', kind: runKinds.map, config: inner, reads: ['row'], pointer: '/steps/0/map/steps/0' }),
    ]),
  };
  const table: PlanNode = testNode({
    id: 'table',
    kind: runKinds.map,
    config: outer,
    reads: ['inputs.rows'],
    pointer: '/steps/0',
  });
  const plan = testPlan([table], { inputs: { rows: { schema: true, required: true } } });
  const rows = [
    [1, 2, 3],
    [4, 5],
    [6, 7, 8, 9],
  ];

  test.each([1, 2, 32])('does not deadlock at %i and keeps the order of its input', async (concurrency) => {
    const host = testHost();
    host.parts.models = [
      fakeModel(async ({ messages }) => {
        const [part] = messages[0]?.content ?? [];
        const cell = Number(part?.type === 'text' ? part.text : 0);
        await host.clock.sleep(100 - cell * 10, new AbortController().signal);
        return String(cell * cell);
      }),
    ];
    const outcome = await runTest(host, testJob(plan, { inputs: { rows } }), { concurrency });
    expect(outcome.steps['table']?.output).toEqual([
      [1, 4, 9],
      [16, 25],
      [36, 49, 64, 81],
    ]);
    expect(outcome.attempts).toBe(9);
  });

  test('names the place of a failure by item', async () => {
    const host = testHost({
      models: [
        fakeModel(({ messages }) =>
          JSON.stringify(messages).includes('"7"') ? { failure: testFailure('content_filter') } : '0',
        ),
      ],
    });
    const outcome = await runTest(host, testJob(plan, { inputs: { rows } }));
    expect(outcome.status).toBe('failed');
    expect(outcome.failure).toMatchObject({
      type: 'content_filter',
      step: 'square',
      instance: '/steps/0/map/2/steps/0/map/1/steps/0',
    });
  });
});

test('values are frozen: a step cannot change another step’s output', async () => {
  const vandal = testKind('vandal', async (_config, { scope }) => {
    const list = outputOf(scope.steps['a'])['list'] as Json[];
    list.push(2);
    return list;
  });
  const plan = testPlan([setNode({ id: 'a' }, { list: [1] }), testNode({ id: 'b', kind: vandal, needs: ['a'] })]);
  const outcome = await runTest(testHost(), testJob(plan));
  expect(outcome.steps['a']?.output).toEqual({ list: [1] });
  expect(outcome.failure).toMatchObject({ code: 'step/unexpected', step: 'b' });
});
