import type { ModelAliases, StepPolicy } from '@sluice/core';
import { type FakeModel, fakeModel, nowhere, testPlan, testPolicy } from '@sluice/core/testing';
import type { RunOptions } from '../run-options.ts';
import type { RunOutcome } from '../run-outcome.ts';
import { promptNode, type TestPrompt } from './prompt-node.ts';
import { runTest, type TestHost, testJob } from './test-host.ts';

export const models: ModelAliases = {
  cheap: { type: 'single', use: 'openai/small', params: { temperature: 0 }, at: nowhere },
  backup: { type: 'single', use: 'google/other', params: {}, at: nowhere },
  fast: { type: 'fallback', chain: ['cheap', 'backup'], breaker: { failures: 3, cooldownMs: 30_000 }, at: nowhere },
};

export const retry: StepPolicy = testPolicy({
  retry: { maxAttempts: 2, initialMs: 100, factor: 2, maxMs: 1000, jitter: 'none', on: ['overloaded', 'timeout'] },
  attemptTimeoutMs: 5000,
});

export function ask(
  host: TestHost,
  options: Partial<RunOptions> = {},
  node: Partial<TestPrompt> = {},
): Promise<RunOutcome> {
  const step = promptNode({ id: 'ask', user: 'q', model: 'fast', policy: retry, ...node });
  return runTest(host, testJob(testPlan([step], { models })), options);
}

export function pair(
  cheap: Parameters<typeof fakeModel>[0],
  backup: Parameters<typeof fakeModel>[0],
): readonly FakeModel[] {
  return [fakeModel(cheap, { id: 'openai/small' }), fakeModel(backup, { id: 'google/other' })];
}
