import type { PlanNode } from '@sluice/core';
import {
  type MapConfig,
  runKinds,
  testBlock,
  testExpression,
  testNode,
  testPlan,
  testTemplate,
} from '@sluice/core/testing';
import { describe, expect, test } from 'vitest';
import { answerApproval } from './answer-approval.ts';
import type { Approver } from './run-options.ts';
import { codeNode, slowNode } from './testing/kinds.ts';
import { setNode } from './testing/prompt-node.ts';
import { runTest, testHost, testJob } from './testing/test-host.ts';

function approval(changes: object = {}): PlanNode {
  return testNode({
    id: 'approve',
    kind: runKinds.approval,
    config: { message: testTemplate(() => 'Send it?'), onTimeout: 'reject', ...changes },
  });
}

const yes: Approver = async () => ({ approved: true, answer: { note: 'fine' }, by: 'ada' });
const no: Approver = async () => ({ approved: false, answer: null, by: 'ada' });

describe('a person at the terminal', () => {
  test('approves', async () => {
    const outcome = await runTest(testHost(), testJob(testPlan([approval()])), { approvals: yes });
    expect(outcome.steps['approve']?.output).toEqual({ approved: true });
    const schema = { type: 'object' };
    const answered = await runTest(testHost(), testJob(testPlan([approval({ schema })])), { approvals: yes });
    expect(answered.steps['approve']?.output).toEqual({ note: 'fine' });
  });

  test('rejects: the step fails, and `?` does not accept that', async () => {
    const plan = testPlan([approval(), setNode({ id: 'send', needs: ['approve?'] }, 1)]);
    const outcome = await runTest(testHost(), testJob(plan), { approvals: no });
    expect(outcome).toMatchObject({ status: 'failed', failure: { type: 'rejected', step: 'approve' } });
    expect(outcome.steps['send']?.status).toBe('skipped');
  });

  test.each([
    ['approve', 'succeeded'],
    ['reject', 'failed'],
  ] as const)('is too late: %s', async (onTimeout, status) => {
    const host = testHost();
    const late: Approver = async (_question, { signal }) => {
      await host.clock.sleep(10_000, signal);
      return { approved: true, answer: null, by: 'nobody' };
    };
    const node = approval({ onTimeout, timeoutMs: 1000 });
    expect((await runTest(host, testJob(testPlan([node])), { approvals: late })).status).toBe(status);
  });
});

describe('nobody there', () => {
  const plan = (host: ReturnType<typeof testHost>) =>
    testPlan(
      [
        approval({ timeoutMs: 60_000 }),
        slowNode(host, { id: 'other', ms: 100 }),
        setNode({ id: 'send', needs: ['approve'] }, 1),
      ],
      {
        finally: testBlock([codeNode({ id: 'clean' }, () => true)]),
      },
    );

  test('the run waits, finishes what it can, and goes on when the answer is there', async () => {
    const host = testHost();
    const waiting = await runTest(host, testJob(plan(host)));
    expect(waiting.status).toBe('waiting');
    expect(waiting.steps['other']?.status).toBe('succeeded');
    expect(waiting.steps['clean']).toBeUndefined();
    expect(waiting.steps['approve']?.status).toBe('waiting');
    const still = await runTest(host, testJob(plan(host)), { resume: true });
    expect(still.status).toBe('waiting');
    const answer = { approved: true, answer: null, by: 'ada' };
    expect(await answerApproval(host, { runId: 'run-1', unit: '', path: 'other' }, answer)).toBe(false);
    expect(await answerApproval(host, { runId: 'run-1', unit: '', path: 'approve' }, answer)).toBe(true);
    expect(await answerApproval(host, { runId: 'run-1', unit: '', path: 'approve' }, answer)).toBe(false);
    const done = await runTest(host, testJob(plan(host)), { resume: true });
    expect(done.status).toBe('succeeded');
    expect(done.steps['send']?.status).toBe('succeeded');
    const waits = host.store.events('run-1').filter((event) => event.type === 'approval-wait');
    // Once for each process that came to wait, all with the first one's deadline.
    expect(new Set(waits.map((wait) => (wait as { deadline?: number }).deadline)).size).toBe(1);
    expect(waits).toHaveLength(2);
  });

  test('an answer to another question is none', async () => {
    const host = testHost();
    await runTest(host, testJob(testPlan([approval()])));
    const place = { runId: 'run-1', unit: '', path: 'approve' };
    await answerApproval(host, place, { approved: true, answer: null, by: 'ada' });
    const edited = testPlan([{ ...approval(), hash: 'another question' }]);
    expect((await runTest(host, testJob(edited), { resume: true })).status).toBe('waiting');
  });

  test('an answer that comes too late is none', async () => {
    const host = testHost();
    await runTest(host, testJob(plan(host)));
    await host.clock.advance(60_001);
    const outcome = await runTest(host, testJob(plan(host)), { resume: true });
    expect(outcome.failure).toMatchObject({ type: 'rejected', step: 'approve' });
  });

  test('one item of a map waits, the others are done', async () => {
    const config: MapConfig = {
      over: testExpression(() => [1, 2, 3]),
      as: 'n',
      concurrency: 1,
      onError: 'collect',
      block: testBlock([
        { ...approval(), when: testExpression(({ locals }) => locals['n'] === 2) },
        setNode({ id: 'send', needs: ['approve?'] }, ({ locals }) => locals['n'] ?? null),
      ]),
    };
    const host = testHost();
    const job = testJob(testPlan([testNode({ id: 'all', kind: runKinds.map, config })]));
    expect((await runTest(host, job)).status).toBe('waiting');
    const ended = host.store.events('run-1').filter((event) => event.type === 'step-end');
    expect(ended).toHaveLength(2);
    const done = await runTest(host, job, { resume: true, approvals: yes });
    expect(done.steps['all']?.output).toEqual([1, 2, 3]);
  });
});
