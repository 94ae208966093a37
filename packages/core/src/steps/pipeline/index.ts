import { text } from '../../schema/schema-builder.ts';
import { defineStep, type StepKind } from '../step-kind.ts';
import { compileSubPipeline } from './compile.ts';
import type { SubPipelineConfig } from './config.ts';
import { runSubPipeline } from './run.ts';

/** Another pipeline, typed by its own inputs and outputs. */
export const pipelineStep: StepKind = defineStep<SubPipelineConfig>({
  kind: 'pipeline',
  config: text('The path of another pipeline, from this file.', { minLength: 1 }),
  takesWith: true,
  takesDefaultTimeout: false,
  compile: compileSubPipeline,
  run: runSubPipeline,
  blocks: ({ plan }) => [{ name: '', block: plan.main }],
});
