import { type Failure, FailureError } from '@sluice/core';
import { addressOf, closestAddress, meansPath } from './step-address.ts';
import type { MockAnswer, Mocks } from './test-file.ts';

/** What stands in for the outside in one run of a test: gives answers, counts calls, notes what must not happen. */
export interface MockBook {
  has(path: string): boolean;
  /** The next answer for the step at a path; counts as a call. Throws, and notes, where there is none left. */
  take(path: string, kind: string): MockAnswer;
  count(path: string): void;
  /** How often steps were called that an address means. */
  calls(address: string): number;
  /** Notes what fails the test whatever the pipeline makes of it, and gives the failure to throw. */
  refuse(code: string, detail: string, hint?: string): FailureError;
  readonly refusals: readonly Failure[];
}

export function mockBook(mocks: Mocks, stop: (failure: FailureError) => void): MockBook {
  const addresses = Object.keys(mocks);
  const taken = new Map<string, number>();
  const counts = new Map<string, number>();
  const refusals: Failure[] = [];
  const count = (path: string): void => void counts.set(path, (counts.get(path) ?? 0) + 1);
  const refuse: MockBook['refuse'] = (code, detail, hint) => {
    const title = 'The test lacks a mock';
    const failure: Failure = {
      type: 'tool',
      title,
      detail,
      code,
      permanent: true,
      ...(hint === undefined ? {} : { hint }),
    };
    refusals.push(failure);
    const error = new FailureError(failure);
    stop(error);
    return error;
  };
  return {
    refusals,
    count,
    refuse,
    has: (path) => closestAddress(addresses, path) !== undefined,
    calls: (address) => [...counts].reduce((sum, [path, calls]) => (meansPath(address, path) ? sum + calls : sum), 0),
    take(path, kind) {
      count(path);
      const address = closestAddress(addresses, path);
      const mock = address === undefined ? undefined : mocks[address];
      if (address === undefined || mock === undefined) throw refuseUnmocked(refuse, path, kind);
      if (!('sequence' in mock)) return mock;
      const used = taken.get(address) ?? 0;
      taken.set(address, used + 1);
      const answer = mock.sequence[used];
      if (answer !== undefined) return answer;
      throw refuse(
        'test/sequence-used-up',
        `the mock of ${address} has ${mock.sequence.length} answers, and ${path} was called once more`,
        'add an answer to its sequence, or use `output` for the same answer each time',
      );
    },
  };
}

function refuseUnmocked(refuse: MockBook['refuse'], path: string, kind: string): FailureError {
  return refuse(
    'test/unmocked-step',
    `${path} (${kind}) has no mock: a test calls nothing outside`,
    `add under mocks: ${addressOf(path)}: { output: ... }`,
  );
}

/** The failure that a mock stands for. */
export function mockedFailure(answer: Extract<MockAnswer, { readonly error: unknown }>): FailureError {
  const error = typeof answer.error === 'string' ? { type: answer.error } : answer.error;
  const { type, detail = `the mock fails with ${type}`, status, code } = error;
  return new FailureError({
    type,
    title: 'A mocked failure',
    detail,
    ...(status === undefined ? {} : { status }),
    ...(code === undefined ? {} : { code }),
  });
}
