import { FailureError, type Json, type Plan, type PlanNode } from '@sluice/core';
import {
  type LoopConfig,
  type MapConfig,
  runKinds,
  type SubPipelineConfig,
  type SwitchConfig,
  testBlock,
  testExpression,
  testFailure,
  testNode,
  testPlan,
  testValue,
} from '@sluice/core/testing';
import { describe, expect, test } from 'vitest';
import { codeNode, output } from './testing/kinds.ts';
import { setNode } from './testing/prompt-node.ts';
import { runTest, testHost, testJob } from './testing/test-host.ts';

describe('maps', () => {
  function mapPlan(host: ReturnType<typeof testHost>, changes: Partial<MapConfig>): Plan {
    const config: MapConfig = {
      over: testExpression(() => [5, 1, 4, 2, 3]),
      as: 'n',
      index: 'i',
      concurrency: 3,
      onError: 'fail',
      block: testBlock([
        codeNode({ id: 'item' }, async ({ scope, signal }) => {
          const n = Number(scope.locals['n']);
          await host.clock.sleep(n * 100, signal);
          if (n === 4) throw new FailureError(testFailure('tool'));
          return [Number(scope.locals['i']), n];
        }),
      ]),
      ...changes,
    };
    return testPlan([testNode({ id: 'all', kind: runKinds.map, config })]);
  }

  test.each([1, 3, 32])('collect keeps the shape and the order at concurrency %i', async (concurrency) => {
    const host = testHost();
    const outcome = await runTest(host, testJob(mapPlan(host, { onError: 'collect', concurrency })));
    expect(outcome.steps['all']?.output).toEqual([[0, 5], [1, 1], null, [3, 2], [4, 3]]);
    expect(outcome.steps['all']?.errors).toEqual([
      { index: 2, error: expect.objectContaining({ type: 'tool', step: 'item' }) },
    ]);
  });

  test('drop leaves the failed items out', async () => {
    const host = testHost();
    const outcome = await runTest(host, testJob(mapPlan(host, { onError: 'drop' })));
    expect(outcome.steps['all']?.output).toEqual([
      [0, 5],
      [1, 1],
      [3, 2],
      [4, 3],
    ]);
  });

  test('fail stops the other items', async () => {
    const host = testHost();
    const outcome = await runTest(host, testJob(mapPlan(host, { onError: 'fail' })));
    expect(outcome.failure).toMatchObject({ type: 'tool', step: 'item' });
    const cancelled = host.store.events('run-1').filter((event) => event.type === 'step-cancel');
    expect(cancelled).not.toHaveLength(0);
  });

  test('an empty list gives an empty list; what is no list is a failure', async () => {
    const host = testHost();
    const none = mapPlan(host, { over: testExpression(() => []) });
    expect((await runTest(host, testJob(none))).steps['all']?.output).toEqual([]);
    const wrong = mapPlan(host, { over: testExpression(() => 'abc') });
    expect((await runTest(host, testJob(wrong))).failure).toMatchObject({ code: 'map/not-a-list' });
  });
});

describe('other kinds', () => {
  const branch = (value: Json, when?: boolean): SwitchConfig['cases'][number] => ({
    ...(when === undefined ? {} : { when: testExpression(() => when) }),
    block: testBlock([setNode({ id: 'inside' }, value)]),
  });

  test.each([
    [[branch('first', false), branch('second', true), branch('third', true)], 'second'],
    [[branch('first', false), branch('other')], 'other'],
    [[branch('first', false)], null],
  ])('a switch has the output of the chosen case', async (cases, expected) => {
    const node = testNode({ id: 'pick', kind: runKinds.switch, config: { cases } satisfies SwitchConfig });
    const outcome = await runTest(testHost(), testJob(testPlan([node])));
    expect(outcome.steps['pick']?.output).toEqual(expected);
  });

  test('a loop carries on until it is done, or at its limit', async () => {
    const loop = (maxIterations: number): PlanNode => {
      const config: LoopConfig = {
        block: testBlock([setNode({ id: 'next' }, ({ locals }) => Number(locals['carry']) * 2)]),
        until: testExpression(({ locals }) => Number(locals['carry']) >= 20),
        maxIterations,
        initial: testValue(3),
      };
      return testNode({ id: 'grow', kind: runKinds.loop, config });
    };
    expect((await runTest(testHost(), testJob(testPlan([loop(10)])))).steps['grow']?.output).toBe(24);
    expect((await runTest(testHost(), testJob(testPlan([loop(2)])))).steps['grow']?.output).toBe(12);
  });

  test('a sub-pipeline has its own scope, defaults and finally', async () => {
    const inner = testPlan([setNode({ id: 'double' }, ({ inputs }) => Number(inputs['n']) * Number(inputs['by']))], {
      inputs: { n: { schema: true, required: true }, by: { schema: true, required: false, default: 2 } },
      outputs: { result: testValue((scope) => output(scope, 'double'), ['steps.double.output']) },
      finally: testBlock([setNode({ id: 'clean' }, true)]),
    });
    const config: SubPipelineConfig = { plan: inner, inputs: testValue({ n: 21 }) };
    const host = testHost();
    const outcome = await runTest(host, testJob(testPlan([testNode({ id: 'sub', kind: runKinds.pipeline, config })])));
    expect(outcome.steps['sub']?.output).toEqual({ result: 42 });
    const paths = host.store.events('run-1').flatMap((event) => ('path' in event ? [event.path] : []));
    expect([...new Set(paths)]).toEqual(['sub', 'sub/double', 'sub/clean']);
    const wrong = { plan: inner, inputs: testValue({ m: 21 }) };
    const failed = await runTest(
      testHost(),
      testJob(testPlan([testNode({ id: 'sub', kind: runKinds.pipeline, config: wrong })])),
    );
    expect(failed.failure).toMatchObject({ code: 'run/inputs', step: 'sub' });
  });
});
