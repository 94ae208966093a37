import type { JsonSchema } from '../../json.ts';
import type { Plan } from '../../plan/plan.ts';
import { missingKey } from '../../schema/problems.ts';
import { rooted } from '../../types/resolve-reference.ts';
import type { CompileContext, StepSource } from '../compile-context.ts';
import type { CompiledStep } from '../step-kind.ts';
import type { SubPipelineConfig } from './config.ts';

export function compileSubPipeline(
  source: StepSource,
  context: CompileContext,
): CompiledStep<SubPipelineConfig> | undefined {
  const plan = context.pipeline(source.config);
  const expected = plan === undefined ? true : inputSchema(plan);
  const inputs = source.with === undefined ? undefined : context.value(source.with, expected);
  if (plan === undefined) return undefined;
  if (source.with === undefined) reportMissing(plan, source, context);
  else if (inputs === undefined) return undefined;
  return { config: { plan, inputs }, outputSchema: plan.outputSchema, effect: 'read' };
}

/** What `with` must be: the inputs of the pipeline, those with a default left to choice. */
function inputSchema(plan: Plan): JsonSchema {
  const entries = Object.entries(plan.inputs);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, input]) => [name, rooted(input.schema)])),
    required: requiredInputs(plan),
    additionalProperties: false,
  };
}

function reportMissing(plan: Plan, source: StepSource, context: CompileContext): void {
  for (const key of requiredInputs(plan)) context.report(missingKey.at(source.config.at(), { key: `with.${key}` }));
}

function requiredInputs(plan: Plan): readonly string[] {
  return Object.entries(plan.inputs).flatMap(([name, input]) => (input.required ? [name] : []));
}
