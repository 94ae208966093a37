import { text } from '../../schema/schema-builder.ts';
import { defineStep, type StepKind } from '../step-kind.ts';
import { compileTool } from './compile.ts';
import type { ToolConfig } from './config.ts';
import { runTool } from './run.ts';

/** One call of a declared tool. */
export const toolStep: StepKind = defineStep<ToolConfig>({
  kind: 'tool',
  config: text('The name of a tool, or `name.method`.', { minLength: 1 }),
  takesWith: true,
  compile: compileTool,
  run: runTool,
});
