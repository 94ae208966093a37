import { promptStep } from './prompt/index.ts';
import type { StepKind } from './step-kind.ts';
import { toolStep } from './tool/index.ts';
import { transformStep } from './transform/index.ts';

/** Every kind of step; a new one is a folder and a line here. */
export const builtinStepKinds: readonly StepKind[] = [promptStep, toolStep, transformStep];
