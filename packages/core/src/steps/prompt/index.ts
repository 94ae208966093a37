import { defineStep, type StepKind } from '../step-kind.ts';
import { compilePrompt } from './compile.ts';
import type { PromptConfig } from './config.ts';
import { runPrompt } from './run.ts';
import { promptSchema } from './schema.ts';

/** A call of a model. */
export const promptStep: StepKind = defineStep<PromptConfig>({
  kind: 'prompt',
  config: promptSchema,
  takesWith: false,
  shows: ['model'],
  compile: compilePrompt,
  run: runPrompt,
});
