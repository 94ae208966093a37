import { FailureError, type PlanNode } from '@sluice/core';
import {
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
import { describe, expect, test } from 'vitest';
import type { RunOutcome } from './run-outcome.ts';
import { codeNode, output, slowNode } from './testing/kinds.ts';
import { setNode } from './testing/prompt-node.ts';
import { runTest, testHost, testJob } from './testing/test-host.ts';

function statuses(outcome: RunOutcome): Record<string, string> {
  return Object.fromEntries(Object.entries(outcome.steps).map(([id, step]) => [id, step.status]));
}

function failing(node: { readonly id: string; readonly needs?: readonly string[] } & Partial<PlanNode>): PlanNode {
  const { waitsFor: _waitsFor, reads: _reads, ...rest } = node;
  return codeNode(rest, () => Promise.reject(new FailureError(testFailure('tool'))));
}

const never = testExpression(() => false);

describe('skips', () => {
  test('a skip goes on to dependents, unless they say `?`; the reason is kept', async () => {
    const plan = testPlan([
      setNode({ id: 'a', when: never }, 1),
      setNode({ id: 'b', needs: ['a'] }, 2),
      setNode({ id: 'c', needs: ['b?'] }, ({ steps }) => steps['a']?.output ?? null),
    ]);
    const host = testHost();
    const outcome = await runTest(host, testJob(plan));
    expect(outcome.status).toBe('succeeded');
    expect(statuses(outcome)).toEqual({ a: 'skipped', b: 'skipped', c: 'succeeded' });
    expect(outcome.steps['c']?.output).toBeNull();
    expect(outcome.steps['b']?.skip).toEqual({ why: 'dependency', step: 'a', status: 'skipped' });
    expect(host.store.events('run-1')).toContainEqual(
      expect.objectContaining({ type: 'step-skip', path: 'a', reason: { why: 'condition' } }),
    );
  });

  test('a failure blocks `?` and not `!`', async () => {
    const plan = testPlan([
      failing({ id: 'a', onError: { type: 'continue' } }),
      setNode({ id: 'b', needs: ['a?'] }, 2),
      setNode({ id: 'c', needs: ['a!'] }, ({ steps }) => steps['a']?.error ?? null),
    ]);
    const outcome = await runTest(testHost(), testJob(plan));
    expect(outcome.status).toBe('succeeded');
    expect(statuses(outcome)).toEqual({ a: 'failed', b: 'skipped', c: 'succeeded' });
    expect(outcome.steps['c']?.output).toMatchObject({ type: 'tool', step: 'a' });
  });

  test('a condition that is not true or false is a failure', async () => {
    const plan = testPlan([setNode({ id: 'a', when: testExpression(() => 'yes') }, 1)]);
    expect((await runTest(testHost(), testJob(plan))).failure).toMatchObject({ code: 'step/condition', step: 'a' });
  });
});

describe('on_error', () => {
  test('a default makes the step succeed and keeps the error', async () => {
    const plan = testPlan([failing({ id: 'a', onError: { type: 'default', value: { n: 0 } } })], {
      outputs: { n: testValue(({ steps }) => steps['a']?.output ?? null, ['steps.a.output']) },
    });
    const outcome = await runTest(testHost(), testJob(plan));
    expect(outcome).toMatchObject({ status: 'succeeded', outputs: { n: { n: 0 } } });
    expect(outcome.steps['a']).toMatchObject({ status: 'succeeded', error: { type: 'tool' } });
  });

  test('a catch sees the error and gives the output', async () => {
    const block = testBlock([setNode({ id: 'note' }, ({ locals }) => locals['error'] ?? null)]);
    const caught = await runTest(
      testHost(),
      testJob(testPlan([failing({ id: 'a', onError: { type: 'catch', block } })])),
    );
    expect(caught.steps['a']).toMatchObject({ status: 'succeeded', output: { type: 'tool', step: 'a' } });
  });

  test('a catch that fails is the failure of the step', async () => {
    const block = testBlock([failing({ id: 'again', pointer: '/steps/a/on_error/steps/0' })]);
    const outcome = await runTest(
      testHost(),
      testJob(testPlan([failing({ id: 'a', onError: { type: 'catch', block } })])),
    );
    expect(outcome.failure).toMatchObject({ step: 'again', instance: '/steps/a/on_error/steps/0' });
  });
});

describe('cancellation', () => {
  test('an unhandled failure stops siblings, waits for them, starts nothing new, then runs finally', async () => {
    const host = testHost();
    const log: string[] = [];
    const plan = testPlan(
      [
        codeNode({ id: 'slow' }, async ({ signal }) => {
          try {
            await host.clock.sleep(10_000, signal);
          } catch (error) {
            log.push('slow stopped');
            await host.clock.sleep(50, new AbortController().signal);
            log.push('slow settled');
            throw error;
          }
          return null;
        }),
        slowNode(host, { id: 'bad', ms: 100 }, () => {
          throw new FailureError(testFailure('tool'));
        }),
        setNode({ id: 'after', needs: ['slow'] }, 1),
        setNode({ id: 'behind', needs: ['bad?'] }, 1),
      ],
      { finally: testBlock([codeNode({ id: 'clean' }, () => log.push('finally'))]) },
    );
    const outcome = await runTest(host, testJob(plan));
    expect(outcome.status).toBe('failed');
    expect(outcome.failure).toMatchObject({ type: 'tool', step: 'bad' });
    expect(statuses(outcome)).toEqual({
      slow: 'cancelled',
      bad: 'failed',
      after: 'skipped',
      behind: 'skipped',
      clean: 'succeeded',
    });
    expect(log).toEqual(['slow stopped', 'slow settled', 'finally']);
  });

  test('an abort from outside cancels the run by the same path', async () => {
    const host = testHost();
    const controller = new AbortController();
    const plan = testPlan([slowNode(host, { id: 'a', ms: 5000 }), setNode({ id: 'b', needs: ['a'] }, 1)], {
      finally: testBlock([setNode({ id: 'clean' }, true)]),
      outputs: { b: testValue(({ steps }) => steps['b']?.output ?? null, ['steps.b.output']) },
    });
    void host.clock.sleep(1000, new AbortController().signal).then(() => controller.abort());
    const outcome = await runTest(host, testJob(plan), { signal: controller.signal });
    expect(outcome.status).toBe('cancelled');
    expect(statuses(outcome)).toEqual({ a: 'cancelled', b: 'skipped', clean: 'succeeded' });
  });

  test('asked to stop, calls in flight end and are kept, none begins, `finally` runs', async () => {
    const asked: string[] = [];
    const host = testHost({
      callTool: async (_call, tool) => {
        asked.push(tool);
        await host.clock.sleep(tool === 'slow' ? 3000 : 500, new AbortController().signal);
        return tool;
      },
    });
    const call = (id: string, tool: string, needs: readonly string[] = []) =>
      testNode({ id, needs, kind: runKinds.tool, config: { tool, arguments: testValue({}) } });
    const nodes = [call('slow', 'slow'), call('quick', 'quick'), call('after', 'after', ['quick'])];
    const names = ['slow', 'quick', 'after', 'cleaner'];
    const plan = testPlan(nodes, {
      finally: testBlock([call('clean', 'cleaner')]),
      tools: Object.fromEntries(names.map((name) => [name, { name, kind: 'http', config: {}, file: '/t.yaml' }])),
    });
    const stop = new AbortController();
    void host.clock.sleep(100, new AbortController().signal).then(() => stop.abort());
    const outcome = await runTest(host, testJob(plan), { stop: stop.signal });
    expect(outcome.status).toBe('cancelled');
    expect(statuses(outcome)).toEqual({
      slow: 'succeeded',
      quick: 'succeeded',
      after: 'cancelled',
      clean: 'succeeded',
    });
    expect(asked).toEqual(['slow', 'quick', 'cleaner']);
    const resumed = await runTest(host, testJob(plan), { resume: true });
    expect([resumed.status, asked.slice(3)]).toEqual(['succeeded', ['after']]);
  });

  test('asked to stop when all calls were made, it ends as it would have', async () => {
    const host = testHost({ callTool: async () => 1 });
    const node = testNode({ id: 'a', kind: runKinds.tool, config: { tool: 'crm', arguments: testValue({}) } });
    const plan = testPlan([node], { tools: { crm: { name: 'crm', kind: 'http', config: {}, file: '/t.yaml' } } });
    const stop = new AbortController();
    const run = runTest(host, testJob(plan), {
      stop: stop.signal,
      onEvent: ({ type }) => type === 'tool-end' && stop.abort(),
    });
    expect((await run).status).toBe('succeeded');
  });

  test('a timeout covers everything inside the step and is its failure', async () => {
    const host = testHost();
    const map: MapConfig = {
      over: testExpression(() => [1, 2, 3]),
      as: 'n',
      concurrency: 2,
      onError: 'collect',
      block: testBlock([slowNode(host, { id: 'item', ms: 800 })]),
    };
    const node = testNode({ id: 'all', kind: runKinds.map, config: map, policy: testPolicy({ timeoutMs: 1000 }) });
    const outcome = await runTest(host, testJob(testPlan([node])));
    expect(outcome.failure).toMatchObject({ type: 'timeout', code: 'step/timeout', step: 'all' });
  });

  test('work that ignores its signal is left behind after a grace period', async () => {
    const host = testHost({ callTool: () => new Promise(() => undefined) });
    const node = testNode({
      id: 'stuck',
      kind: runKinds.tool,
      config: { tool: 'crm', arguments: testValue({}) },
      policy: testPolicy({ timeoutMs: 1000 }),
    });
    const plan = testPlan([node], { tools: { crm: { name: 'crm', kind: 'http', config: {}, file: '/t.yaml' } } });
    const outcome = await runTest(host, testJob(plan));
    expect(outcome.failure).toMatchObject({ type: 'timeout', code: 'step/timeout' });
    expect(host.clock.slept).toEqual([1000, 10_000]);
  });
});

describe('outputs', () => {
  test('those of failed steps fail the run, the others are reported', async () => {
    const plan = testPlan([failing({ id: 'bad', onError: { type: 'continue' } }), setNode({ id: 'good' }, 1)], {
      outputs: {
        good: testValue(({ steps }) => steps['good']?.output ?? null, ['steps.good.output']),
        bad: testValue(({ steps }) => steps['bad']?.output ?? null, ['steps.bad.output']),
        status: testValue(({ steps }) => steps['bad']?.status ?? null, ['steps.bad.status']),
      },
    });
    const outcome = await runTest(testHost(), testJob(plan));
    expect(outcome.status).toBe('failed');
    expect(outcome.outputs).toEqual({ good: 1, status: 'failed' });
    expect(outcome.failure).toMatchObject({ code: 'run/output-of-failed-step', instance: '/outputs/bad' });
  });

  test('what only a skipped step keeps from being computed is null', async () => {
    const plan = testPlan([setNode({ id: 'a', when: never }, { n: 1 })], {
      outputs: { n: testValue((scope) => (output(scope, 'a') as { n: number }).n, ['steps.a.output.n']) },
    });
    expect(await runTest(testHost(), testJob(plan))).toMatchObject({ status: 'succeeded', outputs: { n: null } });
  });
});

describe('order', () => {
  test('steps start in file order at concurrency 1', async () => {
    const host = testHost();
    const started: string[] = [];
    host.parts.callModule = async ({ name }) => {
      started.push(name);
      await host.clock.sleep(name === 'a' ? 500 : 10, new AbortController().signal);
      return null;
    };
    const module = (id: string, needs: readonly string[] = []): PlanNode =>
      testNode({
        id,
        needs,
        kind: runKinds.transform,
        config: { type: 'module', module: { file: '/m.ts', name: id }, input: undefined },
      });
    const plan = testPlan([module('a'), module('b'), module('c', ['a']), module('d'), module('e', ['b'])]);
    await runTest(host, testJob(plan), { concurrency: 1 });
    expect(started).toEqual(['a', 'b', 'd', 'c', 'e']);
  });

  test('what a skip sets free starts in file order too', async () => {
    const started: string[] = [];
    const starts = (id: string, needs: readonly string[]): PlanNode =>
      codeNode({ id, needs }, () => {
        started.push(id);
        return null;
      });
    const plan = testPlan([
      failing({ id: 'x', onError: { type: 'continue' } }),
      starts('y', ['x']),
      starts('w', ['y?']),
      starts('z', ['x!']),
    ]);
    const outcome = await runTest(testHost(), testJob(plan));
    expect(outcome.steps['y']?.status).toBe('skipped');
    expect(started).toEqual(['w', 'z']);
  });
});
