import { type ExecutionEvent, FailureError, type LogEvent, type PlanNode, type ToolCall } from '@sluice/core';
import { fakeModel, runKinds, testFailure, testNode, testPlan, testPolicy, testValue } from '@sluice/core/testing';
import { describe, expect, test } from 'vitest';
import type { RunOptions } from '../run-options.ts';
import { promptNode } from '../testing/prompt-node.ts';
import { runTest, type TestHost, testHost, testJob } from '../testing/test-host.ts';

const tools = { crm: { name: 'crm', kind: 'http', config: {}, file: '/t.yaml' } };
const on = ['timeout', 'network'] as const;
const retry = { maxAttempts: 3, initialMs: 100, factor: 2, maxMs: 1000, jitter: 'none', on } as const;

function send(changes: Partial<PlanNode> = {}): PlanNode {
  const { waitsFor: _waitsFor, reads: _reads, ...rest } = changes;
  return testNode({
    id: 'send',
    kind: runKinds.tool,
    config: { tool: 'crm', arguments: testValue({ body: 'hi' }) },
    policy: testPolicy({ effect: 'write', retry }),
    ...rest,
  });
}

const withKey: Partial<PlanNode> = { idempotencyKey: testValue(({ run }) => `${run.id}:send`) };

function run(host: TestHost, node: PlanNode, options: Partial<RunOptions> = {}): ReturnType<typeof runTest> {
  return runTest(host, testJob(testPlan([node], { tools })), options);
}

describe('write steps', () => {
  test('are not repeated without a key', async () => {
    const calls: ToolCall[] = [];
    const host = testHost({
      callTool: (call) => {
        calls.push(call);
        return Promise.reject(new FailureError(testFailure('network')));
      },
    });
    expect((await run(host, send())).failure).toMatchObject({ type: 'network', step: 'send' });
    expect(calls).toHaveLength(1);
    expect((await run(host, send(withKey))).status).toBe('failed');
    expect(calls.slice(1).map((call) => call.idempotencyKey)).toEqual(['run-1:send', 'run-1:send', 'run-1:send']);
  });

  test('stand in the log before they are made', async () => {
    const host = testHost();
    const stored: (readonly LogEvent[])[] = [];
    host.parts.callTool = async () => {
      stored.push(host.store.events('run-1'));
      return { ok: true };
    };
    await run(host, send());
    expect(stored[0]?.at(-1)).toMatchObject({ type: 'tool-start', effect: 'write' });
  });

  async function interrupted(node: PlanNode): Promise<readonly LogEvent[]> {
    const host = testHost({ callTool: async () => ({ ok: 1 }) });
    await run(host, node);
    const log = host.store.events('run-1') as readonly ExecutionEvent[];
    return log.slice(
      0,
      log.findIndex((event) => event.type === 'tool-end'),
    );
  }

  async function resume(log: readonly LogEvent[], node: PlanNode, options: Partial<RunOptions> = {}) {
    const calls: ToolCall[] = [];
    const host = testHost({
      callTool: async (call) => {
        calls.push(call);
        return { ok: 2 };
      },
    });
    await host.store.append('run-1', '', log);
    return { calls, outcome: await run(host, node, { resume: true, ...options }) };
  }

  test('when interrupted, need to be told what happened', async () => {
    const log = await interrupted(send());
    const { calls, outcome } = await resume(log, send({ onError: { type: 'continue' } }));
    expect(calls).toHaveLength(0);
    expect(outcome.failure).toMatchObject({ code: 'resume/unknown-write' });
    expect(outcome.failure?.hint).toContain('--assume-done send');
  });

  test('may be taken as done, or done again', async () => {
    const log = await interrupted(send());
    const done = await resume(log, send(), { assumeDone: new Set(['send']) });
    expect([done.calls.length, done.outcome.status]).toEqual([0, 'succeeded']);
    const again = await resume(log, send(), { retry: new Set(['send']) });
    expect([again.calls.length, again.outcome.steps['send']?.output]).toEqual([1, { ok: 2 }]);
  });

  test('with a key are simply done again, with the same key', async () => {
    const { calls, outcome } = await resume(await interrupted(send(withKey)), send(withKey));
    expect(calls.map((call) => call.idempotencyKey)).toEqual(['run-1:send']);
    expect(outcome.status).toBe('succeeded');
  });

  test('that ended are not done again, even when the step did not', async () => {
    const host = testHost({ callTool: async () => ({ ok: 1 }) });
    await run(host, send());
    const log = host.store.events('run-1').slice(0, -2);
    expect(log.at(-1)?.type).toBe('tool-end');
    const { calls, outcome } = await resume(log, send());
    expect([calls.length, outcome.steps['send']?.output]).toEqual([0, { ok: 1 }]);
  });
});

test('read steps are retried, and every attempt is counted', async () => {
  let calls = 0;
  const host = testHost({
    callTool: async () => {
      calls += 1;
      if (calls < 3) throw new FailureError(testFailure('network'));
      return calls;
    },
  });
  const outcome = await run(host, send({ policy: testPolicy({ retry }) }));
  expect(outcome).toMatchObject({ status: 'succeeded', attempts: 3 });
  expect(host.clock.slept).toEqual([100, 200]);
});

describe('tools that a model asks for', () => {
  const call = (id: string) => ({ type: 'tool-call', id, name: 'crm', arguments: '{"id":1}' }) as const;
  const asking = { text: '', toolCalls: [call('1')], finish: 'tool_calls', turn: [call('1')] } as const;
  const node = (maxTurns = 8): PlanNode =>
    promptNode({
      id: 'ask',
      user: 'q',
      prompt: { maxTurns, tools: [{ spec: tools.crm, parameters: { type: 'object' } }] },
    });

  test('are called until the model answers, every call in the log', async () => {
    const model = fakeModel([asking, asking, 'done']);
    const host = testHost({ models: [model], callTool: async () => ({ name: 'Ada' }) });
    const outcome = await run(host, node());
    expect(outcome.steps['ask']?.output).toEqual({ text: 'done' });
    expect(model.requests[0]?.tools).toEqual([{ name: 'crm', parameters: { type: 'object' } }]);
    expect(model.requests[1]?.messages.slice(1)).toEqual([
      { role: 'assistant', content: [call('1')] },
      { role: 'tool', content: [{ type: 'tool-result', id: '1', name: 'crm', output: { name: 'Ada' } }] },
    ]);
    const types = host.store.events('run-1').map((event) => event.type);
    expect(types.filter((type) => type === 'tool-end' || type === 'model-end')).toEqual([
      'model-end',
      'tool-end',
      'model-end',
      'tool-end',
      'model-end',
    ]);
  });

  test('may fail: the model is told', async () => {
    const model = fakeModel([asking, 'sorry']);
    const host = testHost({
      models: [model],
      callTool: () => Promise.reject(new FailureError(testFailure('tool', { detail: 'no such customer' }))),
    });
    expect((await run(host, node())).steps['ask']?.output).toEqual({ text: 'sorry' });
    expect(model.requests[1]?.messages.at(-1)).toMatchObject({
      content: [{ isError: true, output: { error: 'A tool failure: no such customer' } }],
    });
  });

  test('end at max_turns', async () => {
    const host = testHost({ models: [fakeModel(asking)], callTool: async () => null });
    expect((await run(host, node(3))).failure).toMatchObject({ type: 'invalid_output', code: 'prompt/max-turns' });
  });

  test('write with keys of their own, and are asked about when interrupted', async () => {
    const calls: ToolCall[] = [];
    const callTool = async (each: ToolCall): Promise<null> => {
      calls.push(each);
      return null;
    };
    const writing = (changes: Partial<PlanNode>): PlanNode => ({
      ...promptNode({
        id: 'ask',
        user: 'q',
        prompt: { tools: [{ spec: tools.crm, parameters: { type: 'object' }, effect: 'write' }] },
      }),
      ...changes,
    });
    const twice = { ...asking, toolCalls: [call('1'), call('2')] };
    await run(testHost({ models: [fakeModel([twice, 'done'])], callTool }), writing(withKey));
    expect(calls.map((each) => each.idempotencyKey)).toEqual(['run-1:send:1', 'run-1:send:2']);
    const first = testHost({ models: [fakeModel([asking, 'done'])], callTool });
    await run(first, writing({}));
    const log = first.store.events('run-1') as readonly ExecutionEvent[];
    const host = testHost({ models: [fakeModel('done')], callTool });
    await host.store.append(
      'run-1',
      '',
      log.slice(
        0,
        log.findIndex((event) => event.type === 'tool-end'),
      ),
    );
    const outcome = await run(host, writing({}), { resume: true });
    expect(outcome.failure).toMatchObject({ code: 'resume/unknown-write', step: 'ask' });
  });

  test('are not called again after an interruption', async () => {
    const first = testHost({ models: [fakeModel([asking, 'done'])], callTool: async () => 'the answer of then' });
    await run(first, node());
    const log = first.store.events('run-1') as readonly ExecutionEvent[];
    const cut = log.findIndex((event) => event.type === 'tool-end') + 1;
    const model = fakeModel('done');
    const host = testHost({ models: [model], callTool: () => Promise.reject(new Error('called again')) });
    await host.store.append('run-1', '', log.slice(0, cut));
    expect((await run(host, node(), { resume: true })).status).toBe('succeeded');
    expect(model.requests).toHaveLength(1);
    expect(JSON.stringify(model.requests[0]?.messages)).toContain('the answer of then');
  });
});
