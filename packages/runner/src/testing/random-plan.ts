import { createHash } from 'node:crypto';
import type { ErrorHandling, Json, Model, ModelRequest, Plan, PlanNode, Scope } from '@sluice/core';
import {
  fakeModel,
  type LoopConfig,
  type MapConfig,
  runKinds,
  type SubPipelineConfig,
  type SwitchConfig,
  testBlock,
  testExpression,
  testFailure,
  testNode,
  testPlan,
  testPolicy,
  testValue,
} from '@sluice/core/testing';
import fc from 'fast-check';
import { promptNode } from './prompt-node.ts';
import type { TestHost } from './test-host.ts';

/** One step of a plan made at random. */
export interface RandomStep {
  readonly kind: 'prompt' | 'map' | 'nested' | 'loop' | 'switch' | 'pipeline';
  /** For each earlier step: not needed, or how. */
  readonly needs: readonly ('' | 'x' | 'x?' | 'x!')[];
  readonly when: 'none' | 'true' | 'false';
  readonly fails: 'never' | 'once' | 'always';
  readonly onError: 'fail' | 'continue' | 'default' | 'catch';
  readonly delayMs: number;
}

const weighted = <T>(...parts: readonly (readonly [number, T])[]): fc.Arbitrary<T> =>
  fc.oneof(...parts.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

export const randomSteps: fc.Arbitrary<readonly RandomStep[]> = fc.array(
  fc.record<RandomStep>({
    kind: weighted([6, 'prompt'], [2, 'map'], [1, 'nested'], [1, 'loop'], [1, 'switch'], [1, 'pipeline']),
    needs: fc.array(weighted([5, ''], [2, 'x'], [1, 'x?'], [1, 'x!']), { minLength: 10, maxLength: 10 }),
    when: weighted([8, 'none'], [1, 'true'], [1, 'false']),
    fails: weighted([8, 'never'], [2, 'once'], [2, 'always']),
    onError: weighted([2, 'fail'], [2, 'continue'], [1, 'default'], [1, 'catch']),
    delayMs: fc.integer({ min: 0, max: 1000 }),
  }),
  { minLength: 1, maxLength: 9 },
);

const retry = testPolicy({
  retry: { maxAttempts: 2, initialMs: 100, factor: 2, maxMs: 1000, jitter: 'full', on: ['overloaded'] },
});

/** What every step says depends on everything that it read. */
export function randomPlan(steps: readonly RandomStep[]): Plan {
  const nodes = steps.map((step, index) => randomNode(step, index));
  const reads = nodes.map((node) => `steps.${node.id}.status`);
  return testPlan(nodes, {
    outputs: { statuses: testValue((scope) => nodes.map(({ id }) => scope.steps[id]?.status ?? 'none'), reads) },
  });
}

function randomNode(step: RandomStep, index: number): PlanNode {
  const id = `s${index}`;
  const needs = step.needs.slice(0, index).flatMap((how, other) => (how === '' ? [] : [how.replace('x', `s${other}`)]));
  const ids = needs.map((need) => need.replace(/\W/g, ''));
  const common = {
    id,
    needs,
    reads: ids.map((other) => `steps.${other}`),
    policy: retry,
    onError: onErrorOf(step.onError),
    ...(step.when === 'none' ? {} : { when: testExpression(() => step.when === 'true') }),
  };
  const text = (scope: Scope): string => {
    const seen = ids.map((other) => [scope.steps[other]?.status ?? null, scope.steps[other]?.output ?? null]);
    return JSON.stringify({ id, fails: step.fails, delay: step.delayMs, item: scope.locals, seen });
  };
  if (step.kind === 'prompt') return promptNode({ ...common, user: text });
  if (step.kind === 'loop') return testNode({ ...common, kind: runKinds.loop, config: loopConfig(text, common.reads) });
  if (step.kind === 'switch') return testNode({ ...common, kind: runKinds.switch, config: switchConfig(step, text) });
  if (step.kind === 'pipeline') return testNode({ ...common, kind: runKinds.pipeline, config: subConfig(text) });
  return testNode({ ...common, kind: runKinds.map, config: mapConfig(step.kind, text, common.reads) });
}

type Text = (scope: Scope) => string;

function loopConfig(text: Text, reads: readonly string[]): LoopConfig {
  return {
    block: testBlock([promptNode({ id: 'turn', user: text, reads: [...reads, 'carry', 'iteration'], policy: retry })]),
    until: testExpression(() => false),
    maxIterations: 3,
  };
}

function switchConfig(step: RandomStep, text: Text): SwitchConfig {
  const block = (id: string): SwitchConfig['cases'][number]['block'] =>
    testBlock([
      promptNode({ id, user: text, policy: retry }),
      promptNode({ id: `${id}_too`, user: text, policy: retry }),
    ]);
  const when = testExpression(() => step.delayMs > 500);
  return { cases: [{ when, block: block('long') }, { block: block('short') }] };
}

function subConfig(text: Text): SubPipelineConfig {
  const asked = ({ inputs }: Scope): string => String(inputs['text']);
  const plan = testPlan([promptNode({ id: 'inside', user: asked, reads: ['inputs.text'], policy: retry })], {
    inputs: { text: { schema: true, required: true } },
    outputs: { result: testValue(({ steps }) => steps['inside']?.output ?? null, ['steps.inside.output']) },
    finally: testBlock([promptNode({ id: 'last', user: () => JSON.stringify({ id: 'last', delay: 3 }) })]),
  });
  return { plan, inputs: testValue((scope) => ({ text: text(scope) })) };
}

function mapConfig(kind: 'map' | 'nested', text: (scope: Scope) => string, reads: readonly string[]): MapConfig {
  const name = kind === 'map' ? 'item' : 'outer';
  const inner: readonly PlanNode[] =
    kind === 'map'
      ? [
          promptNode({ id: 'ask', user: text, reads: [...reads, 'item', 'outer'], policy: retry }),
          promptNode({
            id: 'again',
            needs: ['ask'],
            reads: ['steps.ask'],
            user: ({ steps }) => JSON.stringify({ id: 'again', seen: steps['ask']?.output ?? null, delay: 10 }),
          }),
        ]
      : [
          testNode({
            id: 'rows',
            kind: runKinds.map,
            config: mapConfig('map', text, reads),
            reads: [...reads, 'outer'],
          }),
        ];
  return {
    over: testExpression(() => [2, 0, 1]),
    as: name,
    concurrency: 2,
    onError: kind === 'map' ? 'collect' : 'fail',
    block: testBlock(inner),
  };
}

function onErrorOf(type: RandomStep['onError']): ErrorHandling {
  if (type === 'default') return { type, value: { text: 'instead' } };
  if (type !== 'catch') return { type };
  const user = ({ locals }: Scope): string => JSON.stringify({ id: 'catch', error: locals['error'] ?? null, delay: 5 });
  return { type, block: testBlock([promptNode({ id: 'caught', user, reads: ['error'] })]) };
}

/** Answers with a digest of what it is asked, after the delay that the text asks for. */
export function digestModel(host: () => TestHost): Model & { readonly requests: readonly ModelRequest[] } {
  const failed = new Set<string>();
  return fakeModel(async (request, { signal }) => {
    const text = textOf(request);
    const asked = JSON.parse(text) as { readonly fails?: string; readonly delay: number; readonly item?: Json };
    await host().clock.sleep(asked.delay, signal);
    const first = !failed.has(text);
    failed.add(text);
    if (asked.fails === 'always' || (asked.fails === 'once' && first)) return { failure: testFailure('overloaded') };
    return createHash('sha256').update(text).digest('hex').slice(0, 12);
  });
}

export function textOf(request: ModelRequest): string {
  const [part] = request.messages[0]?.content ?? [];
  return part?.type === 'text' ? part.text : '';
}
