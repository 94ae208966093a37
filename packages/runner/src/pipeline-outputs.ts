import { type Failure, freezeJson, type Json, type JsonObject, type Plan, type Scope, type Value } from '@sluice/core';
import { toFailure } from './failures.ts';

export interface PipelineOutputs {
  readonly outputs: JsonObject;
  /** Of the first output that depends on a failed step, or that cannot be computed. */
  readonly failure: Failure | undefined;
}

/** Every output that can be computed. One that only a skipped step keeps from being computed is null. */
export function pipelineOutputs(plan: Plan, scope: Scope): PipelineOutputs {
  const outputs: Record<string, Json> = {};
  let failure: Failure | undefined;
  for (const [name, value] of Object.entries(plan.outputs)) {
    const missing = readsOutputOf(value, scope, ['failed', 'cancelled']);
    if (missing !== undefined) {
      failure ??= dependsOnFailed(name, missing);
      continue;
    }
    try {
      outputs[name] = value.evaluate(scope);
    } catch (error) {
      if (readsOutputOf(value, scope, ['skipped']) === undefined) failure ??= placed(name, toFailure(error));
      else outputs[name] = null;
    }
  }
  return { outputs: freezeJson(outputs), failure };
}

type Status = 'failed' | 'cancelled' | 'skipped';

/** The first step with one of these ends whose `output` the value reads; `status` and `error` may always be read. */
function readsOutputOf(value: Value, scope: Scope, ends: readonly Status[]): string | undefined {
  const read = value.references.find(({ root, path: [id = '', field = 'output'] }) => {
    if (root !== 'steps' || field !== 'output') return false;
    // A step that never ran, in a run that was stopped, has no view.
    const status = scope.steps[id]?.status ?? 'cancelled';
    return ends.some((end) => end === status);
  });
  return read?.path[0];
}

function dependsOnFailed(name: string, step: string): Failure {
  return {
    type: 'tool',
    title: 'An output depends on a failed step',
    detail: `the output ${name} needs ${step}, which did not succeed`,
    instance: `/outputs/${name}`,
    code: 'run/output-of-failed-step',
  };
}

function placed(name: string, failure: Failure): Failure {
  return { instance: `/outputs/${name}`, ...failure };
}
