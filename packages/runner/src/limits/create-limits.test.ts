import { virtualClock } from '@sluice/core/testing';
import { expect, test } from 'vitest';
import { createLimits, type LimitSettings } from './create-limits.ts';
import type { Lane, LaneReport, TokenGuess } from './limits.ts';

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

test('tokens of any minute stay below the limit, as they were guessed', async () => {
  const { clock, started, asks } = asking({ openai: { concurrency: 10, tokensPerMinute: 1000 } });
  const guess = { input: 300, maxOutput: 100 };
  await clock.run(Promise.all([asks(guess), asks(guess), asks(guess), asks({ input: 100, maxOutput: 0 })]));
  // The fourth would fit at once, but is not let past the third.
  expect(started).toEqual([0, 0, 60_000, 60_000]);
});

test('what a call used in truth counts as soon as it is known', async () => {
  const { clock, started, asks } = asking({ openai: { concurrency: 10, tokensPerMinute: 1000 } });
  const guess = { input: 100, maxOutput: 800 };
  const first = asks(guess, { used: { input: 100, output: 20 } });
  await clock.run(Promise.all([first, asks(guess)]));
  // 120 used and 120 guessed by then: the mean of the outputs so far stands in for the maximum.
  expect(started).toEqual([0, 100]);
});

test('a call above the whole limit is made when it is alone', async () => {
  const { clock, started, asks } = asking({ openai: { concurrency: 10, tokensPerMinute: 1000 } });
  await clock.run(Promise.all([asks({ input: 10 }), asks({ input: 5000 }), asks({ input: 10 })]));
  expect(started).toEqual([0, 60_000, 120_000]);
});

test('who is aborted in line lets the next one in', async () => {
  const { clock, limits, started, asks } = asking({ openai: { concurrency: 10, tokensPerMinute: 1000 } });
  const controller = new AbortController();
  await clock.run(asks({ input: 900, maxOutput: 0 }));
  const stopped = limits.acquire({ ...openai, tokens: () => ({ input: 900, maxOutput: 0 }) }, controller.signal);
  const next = asks({ input: 50, maxOutput: 0 });
  await clock.advance(1000);
  expect(started).toHaveLength(1);
  controller.abort(new Error('stopped'));
  await expect(stopped).rejects.toThrow('stopped');
  await clock.run(next);
  expect(started).toEqual([0, 1100]);
});

function asking(providers: LimitSettings['providers']) {
  const { clock, limits } = setUp({ providers });
  const begun = clock.now();
  const started: number[] = [];
  const asks = async (guess: TokenGuess, seen?: LaneReport): Promise<void> => {
    const permit = await limits.acquire({ ...openai, tokens: () => guess }, signal);
    started.push(clock.now() - begun);
    await clock.sleep(100, signal);
    permit.release(seen);
  };
  return { clock, limits, started, asks };
}
