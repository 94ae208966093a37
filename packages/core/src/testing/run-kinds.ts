import { runApproval } from '../steps/approval/run.ts';
import { runLoop } from '../steps/loop/run.ts';
import { runMap } from '../steps/map/run.ts';
import { runSubPipeline } from '../steps/pipeline/run.ts';
import { runPrompt } from '../steps/prompt/run.ts';
import type { StepKind } from '../steps/step-kind.ts';
import { runSwitch } from '../steps/switch/run.ts';
import { runTool } from '../steps/tool/run.ts';
import { runTransform } from '../steps/transform/run.ts';
import { testKind } from './test-plan.ts';

/** The real kinds, for plans whose configs a test writes in code. */
export const runKinds: Readonly<Record<RunKind, StepKind>> = {
  approval: testKind('approval', runApproval),
  loop: testKind('loop', runLoop),
  map: testKind('map', runMap),
  pipeline: testKind('pipeline', runSubPipeline),
  prompt: testKind('prompt', runPrompt),
  switch: testKind('switch', runSwitch),
  tool: testKind('tool', runTool),
  transform: testKind('transform', runTransform),
};

export type RunKind = 'approval' | 'loop' | 'map' | 'pipeline' | 'prompt' | 'switch' | 'tool' | 'transform';
