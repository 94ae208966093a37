import { blockOutput, errorView, type Failure, freezeJson, SuspendedError } from '@sluice/core';
import { cancel, fail, recover } from './end-step.ts';
import { toFailure } from './failures.ts';
import type { StepInstance } from './frames.ts';
import { runChildBlock } from './run-child-block.ts';
import type { StepResult } from './step-result.ts';

/** What `on_error` makes of a failure. */
export async function handleFailure(instance: StepInstance, failure: Failure): Promise<StepResult> {
  const { onError } = instance.node;
  // Nobody but the user can say whether an interrupted write happened.
  if (failure.code === 'resume/unknown-write') return fail(instance, failure, false);
  switch (onError.type) {
    case 'fail':
      return fail(instance, failure, false);
    case 'continue':
      return fail(instance, failure, true);
    case 'default':
      return recover(instance, failure, freezeJson(onError.value));
    case 'catch':
      return await runCatch(instance, failure);
  }
}

async function runCatch(instance: StepInstance, failure: Failure): Promise<StepResult> {
  const { onError } = instance.node;
  if (onError.type !== 'catch') return fail(instance, failure, false);
  // The step's own time may be up; the catch has that of the block.
  const outside = { ...instance, signal: instance.frame.signal };
  try {
    const { scope } = await runChildBlock(outside, onError.block, {
      name: 'catch',
      locals: { error: errorView(failure) },
    });
    instance.now = outside.now;
    const output = freezeJson(blockOutput(onError.block, onError.output, scope));
    const problems = instance.node.validateOutput?.(output) ?? [];
    return problems.length === 0 ? recover(instance, failure, output) : fail(instance, invalid(problems), false);
  } catch (error) {
    if (error instanceof SuspendedError) throw error;
    if (instance.frame.signal.aborted) return cancel(instance);
    return fail(instance, toFailure(error), false);
  }
}

function invalid(problems: readonly string[]): Failure {
  return {
    type: 'invalid_output',
    title: 'The output of the catch does not match the schema',
    detail: problems.slice(0, 10).join('; '),
  };
}
