import { virtualClock } from '@sluice/core/testing';
import { expect, test } from 'vitest';
import { createLimits, type LimitSettings } from './create-limits.ts';
import type { Lane } from './limits.ts';

const openai: Lane = { kind: 'model', name: 'openai', model: 'openai/a' };
const google: Lane = { kind: 'model', name: 'google', model: 'google/b' };
const { signal } = new AbortController();

function setUp(changes: Partial<LimitSettings> = {}) {
  const clock = virtualClock();
  const limits = createLimits({ clock, providerConcurrency: 2, providers: {}, toolConcurrency: 4, ...changes });
  const begun = clock.now();
  const started: [string, number][] = [];
  const call = async (lane: Lane, ms = 100): Promise<void> => {
    const permit = await limits.acquire(lane, signal);
    started.push([lane.name, clock.now() - begun]);
    await clock.sleep(ms, signal);
    permit.release();
  };
  return { clock, limits, started, call };
}

test('each provider has its own places', async () => {
  const { clock, started, call } = setUp({ providers: { google: { concurrency: 1 } } });
  await clock.run(Promise.all([call(openai), call(openai), call(openai), call(google), call(google)]));
  expect(started).toEqual([
    ['openai', 0],
    ['openai', 0],
    ['google', 0],
    ['openai', 100],
    ['google', 100],
  ]);
});

test('no more than so many calls start in any minute', async () => {
  const { clock, started, call } = setUp({ providers: { openai: { concurrency: 10, requestsPerMinute: 2 } } });
  await clock.run(Promise.all(Array.from({ length: 5 }, () => call(openai))));
  expect(started.map(([, at]) => at)).toEqual([0, 0, 60_000, 60_000, 120_000]);
});

test('a provider that asks to be left alone is left alone by everybody', async () => {
  const { clock, limits, started, call } = setUp();
  const permit = await limits.acquire(openai, signal);
  permit.release({ retryAfterMs: 5000 });
  await clock.run(Promise.all([call(openai), call(google)]));
  await clock.run(call(openai));
  expect(started).toEqual([
    ['google', 0],
    ['openai', 5000],
    ['openai', 5100],
  ]);
});

test('who is aborted while waiting gives its place back', async () => {
  const { clock, limits, started, call } = setUp({ providers: { openai: { concurrency: 1 } } });
  const first = await limits.acquire(openai, signal);
  const controller = new AbortController();
  const second = limits.acquire(openai, controller.signal);
  controller.abort(new Error('stopped'));
  await expect(second).rejects.toThrow('stopped');
  first.release();
  await clock.run(call(openai));
  expect(started).toHaveLength(1);
});
