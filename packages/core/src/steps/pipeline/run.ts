import { FailureError } from '../../errors/failure.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { StepContext } from '../step-context.ts';
import type { SubPipelineConfig } from './config.ts';

/** Another pipeline in a scope of its own; its `outputs` are the step's output. */
export async function runSubPipeline(config: SubPipelineConfig, context: StepContext): Promise<Json> {
  return await context.runPipeline(config.plan, toInputs(config.inputs?.evaluate(context.scope) ?? {}));
}

function toInputs(value: Json): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new FailureError({
    type: 'invalid_request',
    title: 'Inputs are not an object',
    detail: `with came to ${value === null ? 'null' : typeof value}`,
    code: 'pipeline/inputs',
  });
}
