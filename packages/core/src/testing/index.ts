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
