import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunOutcome } from './run-outcome.ts';
import { digestModel, type RandomStep, randomPlan, randomSteps } from './testing/random-plan.ts';
import { runTest, type TestHost, testHost, testJob } from './testing/test-host.ts';

const numRuns = process.env['SLUICE_PROVE'] === '1' ? 500 : 40;

async function runAt(steps: readonly RandomStep[], concurrency: number): Promise<RunOutcome> {
  const host: TestHost = testHost();
  host.parts.models = [digestModel(() => host)];
  return await runTest(host, testJob(randomPlan(steps)), { concurrency });
}

function ends(outcome: RunOutcome): unknown {
  const steps = Object.entries(outcome.steps).map(([id, step]) => [id, step.status, step.output, step.skip]);
  return { status: outcome.status, outputs: outcome.outputs, steps: steps.sort() };
}

test(`random graphs end the same at concurrency 1, 4 and 32 (${numRuns} graphs)`, async () => {
  let unhandled = 0;
  await fc.assert(
    fc.asyncProperty(randomSteps, async (steps) => {
      const [one, four, many] = [await runAt(steps, 1), await runAt(steps, 4), await runAt(steps, 32)];
      if (one.status === 'succeeded') {
        expect(ends(four)).toEqual(ends(one));
        expect(ends(many)).toEqual(ends(one));
        return;
      }
      // After an unhandled failure what was stopped depends on time; what finished does not.
      unhandled += 1;
      for (const other of [four, many]) {
        expect(other.status).toBe(one.status);
        for (const [id, step] of Object.entries(one.steps)) {
          const twin = other.steps[id];
          if (step.status === 'succeeded' && twin?.status === 'succeeded') expect(twin.output).toEqual(step.output);
        }
      }
    }),
    { numRuns, seed: 7 },
  );
  expect(unhandled).toBeGreaterThan(0);
  expect(unhandled).toBeLessThan(numRuns);
}, 600_000);
