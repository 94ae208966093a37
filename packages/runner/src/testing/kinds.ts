import type { Json, PlanNode, Scope, StepContext } from '@sluice/core';
import { type TestNode, testKind, testNode } from '@sluice/core/testing';
import type { TestHost } from './test-host.ts';

/** A step that runs a function. */
export function codeNode(
  node: Omit<TestNode, 'kind' | 'config'>,
  run: (context: StepContext) => Promise<Json> | Json,
): PlanNode {
  return testNode({ ...node, kind: testKind('code', async (_config, context) => run(context)) });
}

/** A step that takes its time, and stops when told to. */
export function slowNode(
  host: TestHost,
  node: Omit<TestNode, 'kind' | 'config'> & { readonly ms: number },
  end: (context: StepContext) => Json = () => null,
): PlanNode {
  const { ms, ...rest } = node;
  return codeNode(rest, async (context) => {
    await host.clock.sleep(ms, context.signal);
    return end(context);
  });
}

export function output(scope: Scope, id: string): Json {
  return scope.steps[id]?.output ?? null;
}
