import { FailureError, type FailureType, type Json, type StepContext } from '@sluice/core';
import { retryDelay } from './calls/retry-delay.ts';
import type { StepInstance } from './frames.ts';

/** Failures of an answer rather than of a call: only a new run of the whole step can cure them. */
const ofTheAnswer: ReadonlySet<FailureType> = new Set(['invalid_output', 'truncated', 'refusal', 'content_filter']);

/** Runs the kind; again where `retry.on` names a failure of the answer. Calls have their own retries. */
export async function runAttempts(instance: StepInstance, context: StepContext): Promise<Json> {
  const { node, session, signal } = instance;
  const { retry, effect } = node.policy;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(instance, context);
    } catch (error) {
      if (!(error instanceof FailureError) || signal.aborted || effect === 'write') throw error;
      const { failure } = error;
      // That of a child step was the child's to retry.
      const own = failure.instance === undefined && ofTheAnswer.has(failure.type) && retry.on.includes(failure.type);
      if (!own || attempt >= retry.maxAttempts) throw error;
      const delay = retryDelay(failure, attempt, { policy: retry, random: session.host.random });
      await session.host.clock.sleep(delay, signal);
      instance.now += delay;
    }
  }
}

async function runOnce(instance: StepInstance, context: StepContext): Promise<Json> {
  const { node, path, session } = instance;
  const substitute = session.options.substitute?.({ path, node });
  if (substitute !== undefined && 'failure' in substitute) throw new FailureError(substitute.failure);
  const output = substitute === undefined ? await node.kind.run(node.config, context) : substitute.output;
  const problems = node.validateOutput?.(output) ?? [];
  if (problems.length === 0) return output;
  throw new FailureError({
    type: 'invalid_output',
    title: 'The output does not match the schema',
    detail: problems.slice(0, 10).join('; '),
  });
}
