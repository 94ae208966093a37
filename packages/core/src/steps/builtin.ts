import { approvalStep } from './approval/index.ts';
import { loopStep } from './loop/index.ts';
import { mapStep } from './map/index.ts';
import { pipelineStep } from './pipeline/index.ts';
import { promptStep } from './prompt/index.ts';
import type { StepKind } from './step-kind.ts';
import { switchStep } from './switch/index.ts';
import { toolStep } from './tool/index.ts';
import { transformStep } from './transform/index.ts';

/** Every kind of step; a new one is a folder and a line here. */
export const builtinStepKinds: readonly StepKind[] = [
  promptStep,
  toolStep,
  transformStep,
  pipelineStep,
  mapStep,
  switchStep,
  loopStep,
  approvalStep,
];
