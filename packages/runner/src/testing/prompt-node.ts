import type { Json, PlanNode, Scope } from '@sluice/core';
import { type PromptConfig, runKinds, type TestNode, testNode, testTemplate, testValue } from '@sluice/core/testing';

export interface TestPrompt extends Omit<TestNode, 'kind' | 'config'> {
  readonly model?: string;
  readonly user: string | ((scope: Scope) => string);
  readonly prompt?: Partial<PromptConfig>;
}

/** A prompt step with one user message. */
export function promptNode({ model = 'fake/model', user, prompt, ...node }: TestPrompt): PlanNode {
  const render = typeof user === 'string' ? () => user : user;
  const config: PromptConfig = {
    tiers: [{ model, require: false }],
    messages: [{ role: 'user', text: testTemplate(render), media: [] }],
    tools: [],
    maxTurns: 8,
    stream: 'off',
    repair: { lenientParse: true, reask: 1 },
    ...prompt,
  };
  return testNode({ ...node, kind: runKinds.prompt, config });
}

/** A `set:` step. */
export function setNode(node: Omit<TestNode, 'kind' | 'config'>, value: Json | ((scope: Scope) => Json)): PlanNode {
  return testNode({ ...node, kind: runKinds.transform, config: { type: 'set', value: testValue(value) } });
}
