import type { FailureError } from '@sluice/core';
import { fakeModel, testPolicy, virtualClock } from '@sluice/core/testing';
import { expect, test } from 'vitest';
import { ask } from '../testing/ask-model.ts';
import { testHost } from '../testing/test-host.ts';
import { watchStream } from './watch-stream.ts';

const { signal } = new AbortController();

test('a stream lives as long as something arrives', async () => {
  const clock = virtualClock();
  const begun = clock.now();
  const answer = watchStream({ signal, clock, idleMs: 1000 }, async (options) => {
    for (let event = 0; event < 5; event += 1) {
      await clock.sleep(900, options.signal);
      options.onActivity?.();
    }
    return 'done';
  });
  expect(await clock.run(answer)).toBe('done');
  expect(clock.now() - begun).toBe(4500);
});

test('a stream that falls silent is a timeout, with how long it was silent', async () => {
  const clock = virtualClock();
  const begun = clock.now();
  const answer = watchStream({ signal, clock, idleMs: 1000 }, async (options) => {
    await clock.sleep(500, options.signal);
    options.onActivity?.();
    await clock.sleep(60_000, options.signal);
  });
  const error = await clock.run(answer.catch((thrown: FailureError) => thrown));
  expect(error).toMatchObject({
    failure: { type: 'timeout', detail: 'nothing of the answer arrived for 1 s', code: 'model/idle-stream' },
  });
  expect(clock.now() - begun).toBe(1500);
});

test('who stops the run stops the stream, for the reason of the run', async () => {
  const clock = virtualClock();
  const controller = new AbortController();
  const answer = watchStream({ signal: controller.signal, clock, idleMs: 1000 }, (options) =>
    clock.sleep(900, options.signal),
  );
  controller.abort(new Error('stopped'));
  await expect(answer).rejects.toThrow('stopped');
});

test('a model whose stream falls silent gives way to the next one after two minutes; without a stream it may think on', async () => {
  const host = testHost();
  const slow = fakeModel(
    async (_request, { signal: stop, onActivity }) => {
      onActivity?.();
      await host.clock.sleep(150_000, stop);
      return 'late';
    },
    { id: 'openai/small' },
  );
  host.parts.models = [slow, fakeModel('from backup', { id: 'google/other' })];
  const policy = testPolicy();
  const streamed = await ask(host, {}, { policy, prompt: { stream: 'buffer' } });
  expect(streamed.steps['ask']).toMatchObject({ model: 'backup', counts: { errors: 1, uncertain: 1 } });
  expect(host.clock.slept).toEqual([120_000]);
  const whole = await ask(host, {}, { policy });
  expect(whole.steps['ask']).toMatchObject({ model: 'cheap', output: { text: 'late' } });
});
