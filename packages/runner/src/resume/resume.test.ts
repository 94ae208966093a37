import type { ExecutionEvent, LogEvent } from '@sluice/core';
import { testExpression, testPlan } from '@sluice/core/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunOutcome } from '../run-outcome.ts';
import { setNode } from '../testing/prompt-node.ts';
import { digestModel, type RandomStep, randomPlan, randomSteps, textOf } from '../testing/random-plan.ts';
import { runTest, type TestHost, testHost, testJob } from '../testing/test-host.ts';

const numRuns = process.env['SLUICE_PROVE'] === '1' ? 200 : 5;

interface Resumed {
  readonly outcome: RunOutcome;
  /** Texts that the model was asked in this process. */
  readonly asked: readonly string[];
  readonly log: readonly LogEvent[];
}

async function runFrom(steps: readonly RandomStep[], log: readonly LogEvent[]): Promise<Resumed> {
  const host: TestHost = testHost();
  const model = digestModel(() => host);
  host.parts.models = [model];
  if (log.length > 0) await host.store.append('run-1', '', log);
  const outcome = await runTest(host, testJob(randomPlan(steps)), { resume: true, concurrency: 3 });
  return { outcome, asked: model.requests.map(textOf), log: host.store.events('run-1') };
}

/** What the steps asked for in answers that the log holds; a fake answer is a digest of its text. */
function paid(log: readonly LogEvent[]): ReadonlySet<string> {
  const ends = (log as readonly ExecutionEvent[]).filter((event) => event.type === 'model-end');
  return new Set(ends.map((event) => event.requestKey));
}

function keysOf(log: readonly LogEvent[]): readonly string[] {
  return (log as readonly ExecutionEvent[]).flatMap((event) => (event.type === 'model-end' ? [event.requestKey] : []));
}

test(`a run that is taken up after any event ends the same and pays no answer twice (${numRuns} graphs)`, async () => {
  let cuts = 0;
  await fc.assert(
    fc.asyncProperty(randomSteps, fc.nat(), async (steps, second) => {
      const whole = await runFrom(steps, []);
      for (let cut = 1; cut <= whole.log.length; cut += 1) {
        cuts += 1;
        const prefix = whole.log.slice(0, cut);
        const resumed = await runFrom(steps, prefix);
        check(whole, resumed, prefix);
        if (cut !== 1 + (second % whole.log.length)) continue;
        // Killed a second time, somewhere in what the first resume wrote.
        const twice = resumed.log.slice(0, cut + (second % (resumed.log.length - cut + 1)));
        check(whole, await runFrom(steps, twice), twice);
      }
    }),
    { numRuns, seed: 11 },
  );
  expect(cuts).toBeGreaterThan(numRuns);
}, 600_000);

test(`a run that is stopped at any time ends every step, and ends the same when taken up again (${numRuns * 8} graphs)`, async () => {
  let stopped = 0;
  await fc.assert(
    fc.asyncProperty(randomSteps, fc.integer({ min: 0, max: 3000 }), async (steps, atMs) => {
      const whole = await runFrom(steps, []);
      const cut = await stopAt(steps, atMs);
      for (const step of Object.values(cut.outcome.steps)) expect(step.status).not.toBe('waiting');
      expect(Object.keys(cut.outcome.steps).sort()).toEqual(Object.keys(whole.outcome.steps).sort());
      if (cut.outcome.status !== 'cancelled') return;
      stopped += 1;
      check(whole, await runFrom(steps, cut.log), cut.log);
    }),
    { numRuns: numRuns * 8, seed: 5 },
  );
  expect(stopped).toBeGreaterThan(0);
}, 600_000);

async function stopAt(steps: readonly RandomStep[], atMs: number): Promise<Resumed> {
  const host: TestHost = testHost();
  const model = digestModel(() => host);
  host.parts.models = [model];
  const controller = new AbortController();
  void host.clock.sleep(atMs, new AbortController().signal).then(() => controller.abort());
  const outcome = await runTest(host, testJob(randomPlan(steps)), { signal: controller.signal, concurrency: 3 });
  return { outcome, asked: model.requests.map(textOf), log: host.store.events('run-1') };
}

function check(whole: Resumed, resumed: Resumed, prefix: readonly LogEvent[]): void {
  expect(resumed.outcome.status).toBe(whole.outcome.status);
  const before = paid(prefix);
  const after = keysOf(resumed.log.slice(prefix.length));
  expect(after.filter((key) => before.has(key))).toEqual([]);
  expect(resumed.asked.length).toBeGreaterThanOrEqual(after.length);
  if (whole.outcome.status !== 'succeeded') return;
  expect(resumed.outcome.outputs).toEqual(whole.outcome.outputs);
  for (const [id, step] of Object.entries(whole.outcome.steps)) {
    expect(resumed.outcome.steps[id]).toMatchObject({ status: step.status, output: step.output, model: step.model });
  }
  // Every answer was paid once, whichever process asked for it.
  expect(resumed.outcome.counts.answers).toBe(whole.outcome.counts.answers);
  expect(resumed.outcome.cost).toEqual(whole.outcome.cost);
}

test('a run that is over is left as it is', async () => {
  const steps: readonly RandomStep[] = [
    { kind: 'map', needs: [], when: 'none', fails: 'never', onError: 'fail', delayMs: 5 },
  ];
  const whole = await runFrom(steps, []);
  const again = await runFrom(steps, whole.log);
  expect(again.log).toEqual(whole.log);
  expect(again.asked).toEqual([]);
  expect(again.outcome.steps).toEqual({
    ...whole.outcome.steps,
    s0: { ...whole.outcome.steps['s0'], latencyMs: expect.any(Number) },
  });
});

test('a condition that was evaluated is not evaluated again while what it reads is the same', async () => {
  let answers = [false, true];
  const when = testExpression(() => answers.shift() ?? true, ['inputs.on']);
  const plan = testPlan([setNode({ id: 'a', when, reads: ['inputs.on'] }, 1)], {
    inputs: { on: { schema: true, required: true } },
  });
  const host = testHost();
  const first = await runTest(host, testJob(plan, { inputs: { on: 1 } }));
  const second = await runTest(host, testJob(plan, { inputs: { on: 1 } }), { resume: true });
  expect([first.steps['a']?.status, second.steps['a']?.status]).toEqual(['skipped', 'skipped']);
  answers = [true];
  const third = await runTest(host, testJob(plan, { inputs: { on: 2 } }), { resume: true });
  expect(third.steps['a']?.status).toBe('succeeded');
});

test('the run keeps its id and its start', async () => {
  const host = testHost();
  const plan = testPlan([setNode({ id: 'a' }, ({ run }) => ({ ...run }))]);
  const first = await runTest(host, testJob(plan));
  await host.clock.advance(60_000);
  const edited = testPlan([setNode({ id: 'a', hash: 'another' }, ({ run }) => ({ ...run }))]);
  const second = await runTest(host, testJob(edited), { resume: true });
  expect(second.steps['a']?.output).toEqual(first.steps['a']?.output);
  expect(host.store.events('run-1').map((event) => event.type)).toEqual([
    'run-start',
    'step-start',
    'step-end',
    'run-end',
    'run-resume',
    'step-start',
    'step-end',
    'run-end',
  ]);
});
