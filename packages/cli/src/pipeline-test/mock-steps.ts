import type { Approver, RunOptions } from '@sluice/runner';
import { type MockBook, mockedFailure } from './mock-book.ts';

/** Kinds whose mocks stand in for the call, not for the step: what surrounds the call is tested too. */
const mockedByCall: ReadonlySet<string> = new Set(['prompt', 'tool', 'approval']);

/** Stands in for whole steps of the other kinds: a transform, a map, a sub-pipeline. */
export function mockSteps(book: MockBook): NonNullable<RunOptions['substitute']> {
  return ({ path, node }) => {
    const { kind } = node.kind;
    if (mockedByCall.has(kind)) return undefined;
    if (!book.has(path)) {
      book.count(path);
      return undefined;
    }
    const answer = book.take(path, kind);
    return 'error' in answer ? { failure: mockedFailure(answer).failure } : { output: answer.output };
  };
}

/** Answers approvals: `output` approves (or `{approved: false}` rejects), `error: rejected`, `error: timeout`. */
export function mockApprover(book: MockBook): Approver {
  return async ({ path, onTimeout }) => {
    const answer = book.take(path, 'approval');
    if ('error' in answer) {
      const { type } = mockedFailure(answer).failure;
      if (type === 'timeout') return { approved: onTimeout === 'approve', answer: null, by: 'timeout' };
      if (type === 'rejected') return { approved: false, answer: null, by: 'the test' };
      throw mockedFailure(answer);
    }
    const { output } = answer;
    const rejected = typeof output === 'object' && output !== null && 'approved' in output && output.approved === false;
    return { approved: !rejected, answer: output, by: 'the test' };
  };
}
