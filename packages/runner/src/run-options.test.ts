import type { PlanNode } from '@sluice/core';
import {
  fakeModel,
  nowhere,
  runKinds,
  type SubPipelineConfig,
  type SwitchConfig,
  testBlock,
  testFailure,
  testNode,
  testPlan,
  testPolicy,
} from '@sluice/core/testing';
import { describe, expect, test } from 'vitest';
import { codeNode } from './testing/kinds.ts';
import { promptNode } from './testing/prompt-node.ts';
import { runTest, testHost, testJob } from './testing/test-host.ts';

describe('substitutes', () => {
  const plan = testPlan([
    promptNode({ id: 'a', user: 'q', onError: { type: 'default', value: { text: 'instead' } } }),
    promptNode({ id: 'b', user: ({ steps }) => JSON.stringify(steps['a']?.output), needs: ['a'] }),
  ]);

  test('stand in for a step and call nobody', async () => {
    const model = fakeModel('real');
    const outcome = await runTest(testHost({ models: [model] }), testJob(plan), {
      substitute: ({ path }) => (path === 'a' ? { output: { text: 'mock' } } : undefined),
    });
    expect(outcome.steps['a']).toMatchObject({ status: 'succeeded', output: { text: 'mock' }, attempts: 0 });
    expect(JSON.stringify(model.requests[0]?.messages)).toContain('mock');
  });

  test('may fail: then `on_error` counts', async () => {
    const outcome = await runTest(testHost({ models: [fakeModel('real')] }), testJob(plan), {
      substitute: ({ node }) => (node.id === 'a' ? { failure: testFailure('overloaded') } : undefined),
    });
    expect(outcome.steps['a']).toMatchObject({ output: { text: 'instead' }, error: { type: 'overloaded' } });
  });
});

test('a variant’s aliases stand over the plan’s own, in sub-pipelines too', async () => {
  const models = { cheap: { type: 'single', use: 'fake/small', params: { temperature: 0 }, at: nowhere } } as const;
  const inner = testPlan([promptNode({ id: 'ask', user: 'q', model: 'cheap' })], { models });
  const config: SubPipelineConfig = { plan: inner, inputs: undefined };
  const plan = testPlan(
    [promptNode({ id: 'ask', user: 'q', model: 'cheap' }), testNode({ id: 'sub', kind: runKinds.pipeline, config })],
    {
      models,
    },
  );
  const [small, large] = [fakeModel('s', { id: 'fake/small' }), fakeModel('l', { id: 'fake/large' })];
  const host = testHost({ models: [small, large] });
  await runTest(host, testJob(plan));
  expect(small.requests.map((request) => request.params)).toEqual([{ temperature: 0 }, { temperature: 0 }]);
  const variant = { cheap: { type: 'single', use: 'fake/large', params: {}, at: nowhere } } as const;
  const outcome = await runTest(host, testJob(plan, { models: variant }));
  expect(large.requests.map((request) => request.params)).toEqual([{}, {}]);
  expect(outcome.steps['ask']).toMatchObject({ model: 'cheap', modelId: 'fake/large' });
  // Taken up again for another variant, nothing of the first one counts.
  const other = await runTest(host, testJob(plan), { resume: true });
  expect(other.steps['ask']?.modelId).toBe('fake/small');
});

test('failures name their place through sub-pipelines and switches', async () => {
  const bad = (pointer: string): PlanNode => codeNode({ id: 'bad', pointer }, () => Promise.reject(new Error('no')));
  const choice: SwitchConfig = { cases: [{ block: testBlock([bad('/steps/1/switch/else/0')]) }] };
  const inner = testPlan([testNode({ id: 'pick', kind: runKinds.switch, config: choice, pointer: '/steps/1' })]);
  const config: SubPipelineConfig = { plan: inner, inputs: undefined };
  const plan = testPlan([testNode({ id: 'sub', kind: runKinds.pipeline, config, pointer: '/steps/4' })]);
  const host = testHost();
  const outcome = await runTest(host, testJob(plan));
  expect(outcome.failure).toMatchObject({ step: 'bad', instance: '/steps/4/pipeline/steps/1/switch/else/0' });
  const failed = host.store.events('run-1').find((event) => event.type === 'step-error');
  expect(failed).toMatchObject({ path: 'sub/pick.else/bad' });
});

test('a failure of the answer is tried again where the policy names it', async () => {
  const retry = { maxAttempts: 3, initialMs: 100, factor: 2, maxMs: 1000, jitter: 'none', on: ['refusal'] } as const;
  const refused = { finish: 'refusal', text: 'no' } as const;
  const model = fakeModel([refused, refused, 'fine']);
  const node = promptNode({ id: 'ask', user: 'q', policy: testPolicy({ retry }) });
  const host = testHost({ models: [model] });
  const outcome = await runTest(host, testJob(testPlan([node])), { cache: 'read_write', cacheByDefault: true });
  expect(outcome.steps['ask']).toMatchObject({ output: { text: 'fine' }, attempts: 3, counts: { refusals: 2 } });
  expect(host.clock.slept).toEqual([100, 200]);
  expect(outcome.latencyMs).toBe(600);
});
