export type { ApprovalConfig } from '../steps/approval/config.ts';
export type { LoopConfig } from '../steps/loop/config.ts';
export type { MapConfig } from '../steps/map/config.ts';
export type { SubPipelineConfig } from '../steps/pipeline/config.ts';
export type { PromptConfig, PromptTier } from '../steps/prompt/config.ts';
export type { SwitchConfig } from '../steps/switch/config.ts';
export type { ToolConfig } from '../steps/tool/config.ts';
export type { TransformConfig } from '../steps/transform/config.ts';
export type { FakeAnswer, FakeModel, FakeModelOptions } from './fake-model.ts';
export { fakeModel, fakeResponse } from './fake-model.ts';
export type { MemoryStore } from './memory-store.ts';
export { memoryCache, memoryStore } from './memory-store.ts';
export type { RunKind } from './run-kinds.ts';
export { runKinds } from './run-kinds.ts';
export type { FakeContext, RecordingContext } from './step-context.ts';
export { neverAborted, stepContext, testFailure } from './step-context.ts';
export type { TestNode } from './test-plan.ts';
export {
  nowhere,
  testBlock,
  testExpression,
  testKind,
  testNode,
  testPlan,
  testPolicy,
  testReference,
  testTemplate,
  testValue,
} from './test-plan.ts';
export type { VirtualClock } from './virtual-clock.ts';
export { virtualClock } from './virtual-clock.ts';
