import { SuspendedError } from '@sluice/core';
import { toFailure } from './failures.ts';
import type { BlockFrame } from './frames.ts';
import { pipelineOutputs } from './pipeline-outputs.ts';
import type { PlanEnd } from './plan-end.ts';
import { runBlock } from './run-block.ts';

/** The steps of a plan, then its `finally`, then its outputs. Never rejects. */
export async function runPlan(frame: BlockFrame): Promise<PlanEnd> {
  const { plan, scope } = frame;
  const main = await runBlock(plan.main, frame);
  if (main.error instanceof SuspendedError) {
    return { ...main, outputs: {}, failure: undefined, suspended: main.error };
  }
  const results = new Map(main.results);
  let failure = main.error === undefined ? undefined : toFailure(main.error);
  let end = main.end;
  if (plan.finally !== undefined) {
    // What stopped the steps must not stop their cleaning up.
    const last = await runBlock(plan.finally, { ...frame, signal: new AbortController().signal, begin: end });
    for (const [id, result] of last.results) results.set(id, result);
    if (last.error instanceof SuspendedError && failure === undefined) {
      return { ...last, results, outputs: {}, failure, suspended: last.error };
    }
    failure ??= last.error === undefined ? undefined : toFailure(last.error);
    end = last.end;
  }
  const computed = pipelineOutputs(plan, scope);
  failure ??= computed.failure;
  return { results, waiting: [], outputs: computed.outputs, failure, suspended: undefined, end };
}
