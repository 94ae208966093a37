import { type ExecutionEvent, foldRun, type ModelAliases, type Plan, usdOf } from '@sluice/core';
import { type RunOutcome, runPipeline } from '@sluice/runner';
import { checkExpectations } from './check-expectations.ts';
import type { Difference } from './differences.ts';
import { mockBook } from './mock-book.ts';
import { mockApprover, mockSteps } from './mock-steps.ts';
import type { TestCase } from './test-file.ts';
import { type TestResources, testHost } from './test-host.ts';

export interface CaseResult {
  readonly name: string;
  readonly passed: boolean;
  readonly differences: readonly Difference[];
  /** By the mocks' tokens; `null` where a price is not known. */
  readonly costUsd: number | null;
  readonly milliseconds: number;
}

export interface TestedPipeline {
  readonly plan: Plan;
  readonly aliases: ModelAliases;
  readonly resources: TestResources;
}

/** Runs one case: nothing leaves the machine, nothing is kept. */
export async function runTestCase(test: TestCase, pipeline: TestedPipeline): Promise<CaseResult> {
  const started = performance.now();
  const stop = new AbortController();
  const book = mockBook(test.mocks, (failure) => stop.abort(failure));
  const host = testHost(pipeline.plan, book, pipeline.resources);
  const events: ExecutionEvent[] = [];
  const job = {
    plan: pipeline.plan,
    inputs: test.inputs,
    runId: 'test',
    unit: '',
    origin: { sample: 0 },
    aliases: pipeline.aliases,
  };
  await host.store.create(headerOf(pipeline.plan));
  const outcome: RunOutcome = await runPipeline(job, host, {
    signal: stop.signal,
    cache: 'off',
    cacheByDefault: false,
    concurrency: 20,
    approvals: mockApprover(book),
    substitute: mockSteps(book),
    onEvent: (event) => void events.push(event),
  });
  const found = checkExpectations(test.expect, { outcome, state: foldRun(events), book });
  return {
    name: test.name,
    passed: found.length === 0,
    differences: found,
    costUsd: usdOf(outcome.cost),
    milliseconds: Math.round(performance.now() - started),
  };
}

function headerOf({ name }: Plan): Parameters<ReturnType<typeof testHost>['store']['create']>[0] {
  return { id: 'test', kind: 'run', name, createdAt: 0, status: 'running', definition: {} };
}
