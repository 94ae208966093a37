import { type ModelResponse, noUsage } from '@sluice/core';
import { fakeModel, testPlan, virtualClock } from '@sluice/core/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { promptNode } from '../testing/prompt-node.ts';
import { runTest, testHost, testJob } from '../testing/test-host.ts';
import type { BudgetAsk } from './budget.ts';
import { hardBudget } from './hard-budget.ts';

const numRuns = process.env['SLUICE_PROVE'] === '1' ? 2000 : 200;
const signal = new AbortController().signal;

function ask(inputTokens: number, outputTokens: number, minOutputTokens = outputTokens): BudgetAsk {
  return {
    inputTokens,
    outputTokens,
    minOutputTokens,
    nanoUsd: (input, output) => input * 100 + output * 500,
    model: 'm',
  };
}

test('what is spent and reserved never exceeds the limit, whoever asks when, and nobody waits for ever', async () => {
  const call = fc.record({
    input: fc.integer({ min: 1, max: 400 }),
    output: fc.integer({ min: 1, max: 400 }),
    flexible: fc.boolean(),
    used: fc.double({ min: 0, max: 1, noNaN: true }),
    startMs: fc.integer({ min: 0, max: 50 }),
    lastsMs: fc.integer({ min: 1, max: 50 }),
  });
  const limits = fc.record({
    tokens: fc.integer({ min: 1, max: 3000 }),
    usd: fc.double({ min: 1e-6, max: 1e-3, noNaN: true }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 12 }), limits, async (calls, limit) => {
      const clock = virtualClock();
      const budget = hardBudget(limit, clock);
      const open = new Set<{ tokens: number; nanoUsd: number }>();
      const check = (): void => {
        const reserved = [...open].reduce((sum, each) => sum + each.tokens, budget.spent.tokens);
        const money = [...open].reduce((sum, each) => sum + each.nanoUsd, budget.spent.nanoUsd);
        expect(reserved).toBeLessThanOrEqual(limit.tokens);
        expect(money).toBeLessThanOrEqual(limit.usd * 1e9);
      };
      const work = calls.map(async (each) => {
        await clock.sleep(each.startMs, signal);
        const wanted = ask(each.input, each.output, each.flexible ? 1 : each.output);
        const reservation = await budget.reserve(wanted, signal);
        if (!reservation.ok) return 0;
        expect(reservation.outputTokens).toBeLessThanOrEqual(each.output);
        expect(reservation.outputTokens).toBeGreaterThanOrEqual(wanted.minOutputTokens);
        const worst = {
          tokens: each.input + reservation.outputTokens,
          nanoUsd: each.input * 100 + reservation.outputTokens * 500,
        };
        open.add(worst);
        check();
        await clock.sleep(each.lastsMs, signal);
        open.delete(worst);
        const output = Math.floor(reservation.outputTokens * each.used);
        reservation.settle({ tokens: each.input + output, nanoUsd: each.input * 100 + output * 500 });
        check();
        return each.input + output;
      });
      const spent = await clock.run(Promise.all(work));
      expect(budget.spent.tokens).toBe(spent.reduce((sum, tokens) => sum + tokens, 0));
    }),
    { numRuns, seed: 3 },
  );
});

describe('a budget', () => {
  test('refuses what could not be paid even if everybody else came to nothing', async () => {
    const budget = hardBudget({ tokens: 100 }, virtualClock());
    expect(await budget.reserve(ask(60, 60), signal)).toMatchObject({ ok: false, why: 'exhausted' });
    expect(await budget.reserve({ ...ask(10, 10), nanoUsd: undefined }, signal)).toMatchObject({ ok: true });
    const priced = hardBudget({ usd: 1 }, virtualClock());
    expect(await priced.reserve({ ...ask(10, 10), nanoUsd: undefined }, signal)).toMatchObject({
      why: 'unknown-price',
    });
  });

  test('waits for others rather than refuse, and stops waiting when aborted', async () => {
    const clock = virtualClock();
    const budget = hardBudget({ tokens: 100 }, clock);
    const first = await budget.reserve(ask(40, 40), signal);
    const controller = new AbortController();
    const second = budget.reserve(ask(40, 40), signal);
    const third = budget.reserve(ask(40, 40), controller.signal);
    controller.abort(new Error('stopped'));
    await expect(third).rejects.toThrow('stopped');
    if (first.ok) first.settle({ tokens: 10, nanoUsd: 0 });
    expect(await second).toMatchObject({ ok: true });
  });

  test('charges the worst case of what nobody reports', async () => {
    const budget = hardBudget({ usd: 1 }, virtualClock());
    const first = await budget.reserve(ask(10, 20), signal);
    if (first.ok) first.settle({ tokens: 12, nanoUsd: undefined });
    expect(budget.spent).toEqual({ tokens: 12, nanoUsd: 11_000 });
  });

  test('allows a call that sets no limit as much as is left', async () => {
    const budget = hardBudget({ tokens: 1000 }, virtualClock());
    expect(await budget.reserve(ask(100, 8192, 256), signal)).toMatchObject({ ok: true, outputTokens: 900 });
  });
});

describe('a run', () => {
  function answer(tokens: number): Partial<ModelResponse> {
    return { text: 'x', usage: { ...noUsage, input: 20, output: tokens } };
  }

  test('stops before the call that may exceed its budget, and says so', async () => {
    const model = fakeModel(answer(400));
    const nodes = ['a', 'b', 'c'].map((id, index) =>
      promptNode({
        id,
        user: 'q',
        needs: index === 0 ? [] : [['a', 'b'][index - 1] ?? ''],
        pointer: `/steps/${index}`,
      }),
    );
    const plan = testPlan(nodes, { budget: { tokens: 1000 } });
    const outcome = await runTest(testHost({ models: [model] }), testJob(plan));
    expect(outcome.failure).toMatchObject({
      type: 'budget',
      step: 'c',
      code: 'budget/exhausted',
      instance: '/steps/2',
    });
    expect(model.requests.map((request) => request.params.maxTokens)).toEqual([975, 555]);
  });

  test('counts what earlier processes of the same run spent', async () => {
    const model = fakeModel(answer(400));
    const plan = testPlan([promptNode({ id: 'a', user: 'q' }), promptNode({ id: 'b', user: 'r', needs: ['a'] })], {
      budget: { tokens: 600 },
    });
    const host = testHost({ models: [model] });
    const first = await runTest(host, testJob(plan));
    expect(first.failure).toMatchObject({ type: 'budget', step: 'b' });
    const again = await runTest(host, testJob(plan), { resume: true });
    expect(again.failure).toMatchObject({ type: 'budget', step: 'b' });
    expect(model.requests).toHaveLength(1);
  });

  test('shares a budget with other runs', async () => {
    const host = testHost({ models: [fakeModel(answer(100))] });
    const budget = hardBudget({ usd: 0.0005 }, host.clock);
    const plan = testPlan([promptNode({ id: 'a', user: 'q', prompt: {} })]);
    const outcomes = [];
    for (let count = 0; count < 4; count += 1) outcomes.push((await runTest(host, testJob(plan), { budget })).status);
    expect(outcomes).toEqual(['succeeded', 'succeeded', 'failed', 'failed']);
    expect(budget.spent).toEqual({ tokens: 240, nanoUsd: 240_000 });
  });
});
