import { blockPrefix, FailureError, type JsonObject, type Plan } from '@sluice/core';
import { completeInputs } from './complete-inputs.ts';
import type { StepInstance } from './frames.ts';
import { planFrame } from './plan-frame.ts';

/** A sub-pipeline: a scope of its own; budget, deadline and cancellation of the parent. */
export async function runChildPipeline(instance: StepInstance, plan: Plan, inputs: JsonObject): Promise<JsonObject> {
  const { frame, path, tally, session, signal } = instance;
  const ended = await session.engine.runPlan({
    ...planFrame(session, plan, {
      inputs: completeInputs(plan, inputs),
      signal,
      budgets: frame.budgets,
      recorded: session.recorded.within(path),
    }),
    prefix: blockPrefix(path, ''),
    owner: instance,
    tally,
    begin: instance.now,
  });
  instance.now = Math.max(instance.now, ended.end);
  if (ended.suspended !== undefined) throw ended.suspended;
  if (ended.failure !== undefined) throw new FailureError(ended.failure);
  return ended.outputs;
}
