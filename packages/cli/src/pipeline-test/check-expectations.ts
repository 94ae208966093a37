import { type ExecutionState, type Json, type StepState, usdOf } from '@sluice/core';
import type { RunOutcome } from '@sluice/runner';
import { type Difference, differences } from './differences.ts';
import type { MockBook } from './mock-book.ts';
import { meansPath } from './step-address.ts';
import type { Expectation, StepExpectation } from './test-file.ts';

export interface TestedRun {
  readonly outcome: RunOutcome;
  readonly state: ExecutionState;
  readonly book: MockBook;
}

/** Everything that is not as a case expects it; none when the case passes. */
export function checkExpectations(expected: Expectation, run: TestedRun): readonly Difference[] {
  const { outcome, book } = run;
  const refused = book.refusals.map(({ detail, hint, code }) =>
    says(code ?? 'mocks', hint === undefined ? detail : `${detail}\n${hint}`),
  );
  // What a run did without its mocks says nothing more.
  if (refused.length > 0) return refused;
  return [
    ...checkEnd(expected, outcome),
    ...differences('outputs', expected.outputs ?? {}, outcome.outputs),
    ...Object.entries(expected.steps ?? {}).flatMap(([address, step]) => checkStep(address, step, run)),
    ...checkCost(expected, outcome),
    ...Object.entries(expected.calls ?? {}).flatMap(([address, calls]) =>
      differences(`calls.${address}`, calls, book.calls(address)),
    ),
  ];
}

function says(path: string, message: string): Difference {
  return { path, expected: undefined, actual: undefined, message };
}

function checkEnd({ status, error }: Expectation, { status: actual, failure }: RunOutcome): readonly Difference[] {
  const wanted = status ?? (error === undefined ? 'succeeded' : 'failed');
  const ended = differences('status', wanted, actual);
  if (ended.length > 0 && failure !== undefined) {
    const where = failure.step === undefined ? '' : ` in ${failure.step}`;
    return [...ended, says('error', `${failure.type}${where}: ${failure.detail}`)];
  }
  return error === undefined ? ended : [...ended, ...differences('error', error, toJson(failure))];
}

function checkStep(address: string, expected: StepExpectation, { state }: TestedRun): readonly Difference[] {
  const steps = [...state.steps.values()].filter((step) => meansPath(address, step.path));
  if (steps.length === 0) return [says(`steps.${address}`, 'was never reached')];
  return steps.flatMap((step) => checkInstance(expected, step));
}

function checkInstance(expected: StepExpectation, step: StepState): readonly Difference[] {
  const path = `steps.${step.path}`;
  return [
    ...(expected.status === undefined ? [] : differences(`${path}.status`, expected.status, step.status)),
    ...(expected.output === undefined ? [] : differences(`${path}.output`, expected.output, step.output)),
    ...(expected.error === undefined ? [] : differences(`${path}.error`, expected.error, toJson(step.failure))),
    ...(expected.model === undefined ? [] : differences(`${path}.model`, expected.model, step.model)),
  ];
}

function checkCost({ max_cost_usd: limit }: Expectation, { cost }: RunOutcome): readonly Difference[] {
  if (limit === undefined) return [];
  const usd = usdOf(cost);
  if (usd === null) return [says('max_cost_usd', 'the cost is not known: a model without a price was called')];
  return usd <= limit ? [] : [says('max_cost_usd', `cost $${usd}, more than $${limit}`)];
}

function toJson(value: object | undefined): Json | undefined {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as Json);
}
