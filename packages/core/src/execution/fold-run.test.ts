import { describe, expect, test } from 'vitest';
import type { ModelResponse } from '../model/model.ts';
import { noUsage } from '../model/usage.ts';
import { fakeResponse } from '../testing/fake-model.ts';
import { runKinds } from '../testing/run-kinds.ts';
import { testFailure } from '../testing/step-context.ts';
import { testBlock, testNode } from '../testing/test-plan.ts';
import type { ExecutionEvent } from './event.ts';
import { foldRun } from './fold-run.ts';
import { decide, type EndStatus, readySteps } from './ready-steps.ts';
import { costOf, usageByStep } from './spending.ts';
import { blockPrefix, enclosingSteps, isWithin } from './step-path.ts';

const at = 1;

function answered(path: string, requestKey: string, response: ModelResponse = fakeResponse('x')): ExecutionEvent {
  return {
    type: 'model-end',
    at,
    path,
    call: 0,
    attempt: 1,
    alias: 'cheap',
    model: 'fake/model',
    requestKey,
    response,
    finish: response.finish,
    usage: response.usage,
    cost: { known: true, nanoUsd: 7, source: 'table' },
    fromCache: false,
    waitedMs: 0,
  };
}

const start: ExecutionEvent = { type: 'run-start', at, pipeline: 'p', planHash: 'h', inputs: { a: 1 } };

describe('foldRun', () => {
  test('says how each step stands', () => {
    const state = foldRun([
      start,
      { type: 'step-start', at, path: 'a', key: 'k' },
      answered('a', 'r1'),
      { type: 'step-end', at: 5, path: 'a', output: { text: 'x' }, model: 'cheap' },
      { type: 'step-skip', at, path: 'b', reason: { why: 'condition' }, key: 'kb' },
      { type: 'step-start', at, path: 'c', key: 'kc' },
    ]);
    expect([...state.steps.values()].map((step) => [step.path, step.status, step.key])).toEqual([
      ['a', 'succeeded', 'k'],
      ['b', 'skipped', 'kb'],
      ['c', 'running', 'kc'],
    ]);
    expect(state).toMatchObject({ status: 'running', inputs: { a: 1 }, startedAt: 1 });
    expect(state.steps.get('a')).toMatchObject({ output: { text: 'x' }, startedAt: 1, endedAt: 5 });
    expect([...state.answers.keys()]).toEqual(['r1']);
  });

  test('a step that starts again is running again', () => {
    const failure = testFailure('network');
    const state = foldRun([
      start,
      { type: 'step-start', at, path: 'a', key: 'k' },
      { type: 'step-error', at, path: 'a', failure, handled: false },
      { type: 'run-end', at, status: 'failed', failure },
      { type: 'run-resume', at, planHash: 'h' },
      { type: 'step-start', at, path: 'a', key: 'k2' },
    ]);
    expect(state).toMatchObject({ status: 'running', failure: undefined });
    expect(state.steps.get('a')).toMatchObject({ status: 'running', key: 'k2', failure: undefined });
  });

  test('answers that made a step fail are asked for again', () => {
    const failed = (type: 'invalid_output' | 'network'): ReturnType<typeof foldRun> =>
      foldRun([
        { type: 'step-start', at, path: 'a', key: 'k' },
        answered('a', 'r1'),
        { type: 'step-error', at, path: 'a', failure: testFailure(type), handled: false },
      ]);
    expect(failed('invalid_output').answers.size).toBe(0);
    expect(failed('network').answers.size).toBe(1);
  });

  test('a write without its end is open; one that failed for sure is not', () => {
    const write = { type: 'tool-start', at, path: 'a', call: 'c1', tool: 'crm', attempt: 1, effect: 'write' } as const;
    const error = (type: 'timeout' | 'tool'): ExecutionEvent => ({
      type: 'tool-error',
      at,
      path: 'a',
      call: 'c1',
      tool: 'crm',
      attempt: 1,
      failure: testFailure(type),
    });
    expect(foldRun([write]).openWrites.size).toBe(1);
    expect(foldRun([write, error('timeout')]).openWrites.size).toBe(1);
    expect(foldRun([write, error('tool')]).openWrites.size).toBe(0);
    const ended = { type: 'tool-end', at, path: 'a', call: 'c1', tool: 'crm', latencyMs: 1, output: null } as const;
    expect(foldRun([write, ended]).toolResults.get('c1')).toBeNull();
  });
});

test('usage and cost count every attempt, upwards', () => {
  const usage = { ...noUsage, input: 1, output: 2 };
  const events: readonly ExecutionEvent[] = [
    answered('all[0]/ask', 'r1', fakeResponse('x', { usage })),
    answered('all[1]/ask', 'r2', fakeResponse('x', { usage })),
    {
      type: 'model-error',
      at,
      path: 'b',
      call: 0,
      attempt: 1,
      alias: 'cheap',
      model: 'fake/model',
      failure: testFailure('truncated_stream'),
      latencyMs: 3,
      waitedMs: 0,
      usage,
      cost: { known: true, nanoUsd: 5, source: 'table' },
    },
  ];
  const spent = usageByStep(events);
  expect(spent.get('all')).toMatchObject({ input: 2, output: 4 });
  expect(spent.get('all[0]/ask')).toMatchObject({ input: 1, output: 2 });
  expect(spent.get('b')).toMatchObject({ input: 1, output: 2 });
  expect(costOf(events)).toMatchObject({ known: true, nanoUsd: 19 });
  const unknown = { known: false, why: 'no-price', detail: 'no price' } as const;
  expect(costOf([...events, { ...events[0], cost: unknown } as ExecutionEvent])).toEqual(unknown);
});

test('paths name a step and what it stands in', () => {
  expect(['', '[2]', 'case0', 'catch'].map((block) => `${blockPrefix('a', block)}b`)).toEqual([
    'a/b',
    'a[2]/b',
    'a.case0/b',
    'a.catch/b',
  ]);
  expect(enclosingSteps('a[2]/b.case0/c')).toEqual(['a', 'a[2]/b', 'a[2]/b.case0/c']);
  expect(['a', 'a[2]/b', 'a/b', 'a.catch/b', 'ab', 'b'].map((path) => isWithin(path, 'a'))).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
});

describe('what may start', () => {
  const node = (id: string, needs: readonly string[] = []) => testNode({ id, needs, kind: runKinds.transform });

  test('in file order, when all it waits for has ended', () => {
    const block = testBlock([node('a'), node('b', ['a']), node('c'), node('d', ['a', 'c'])]);
    expect(readySteps(block, new Map(), new Set())).toEqual(['a', 'c']);
    expect(readySteps(block, new Map([['a', 'succeeded']]), new Set(['c']))).toEqual(['b']);
  });

  test.each([
    ['a', 'succeeded', 'run'],
    ['a', 'skipped', 'skip'],
    ['a', 'failed', 'skip'],
    ['a?', 'skipped', 'run'],
    ['a?', 'failed', 'skip'],
    ['a?', 'cancelled', 'skip'],
    ['a!', 'failed', 'run'],
    ['a!', 'skipped', 'run'],
  ] as const)('%s that %s: %s', (need, status, expected) => {
    expect(decide(node('b', [need]).waitsFor, new Map([['a', status]])).do).toBe(expected);
  });

  test('the reason of a skip does not depend on who was faster', () => {
    const waitsFor = node('c', ['a', 'b']).waitsFor;
    const half: ReadonlyMap<string, EndStatus> = new Map([['b', 'failed']]);
    expect(decide(waitsFor, half)).toEqual({ do: 'wait' });
    const both: ReadonlyMap<string, EndStatus> = new Map([
      ['b', 'failed'],
      ['a', 'skipped'],
    ]);
    expect(decide(waitsFor, both)).toMatchObject({ reason: { step: 'a', status: 'skipped' } });
  });
});
