import type { Span } from '../errors/span.ts';
import type { Json } from '../json.ts';
import type { Reference } from '../language/reference.ts';
import type { Scope } from '../language/scope.ts';
import type { Expression, Template, Value } from '../language/value.ts';
import type { Block, Dependency, Plan, PlanNode } from '../plan/plan.ts';
import type { StepContext } from '../steps/step-context.ts';
import { defineStep, type StepKind } from '../steps/step-kind.ts';

/** A place for what was made in code. */
export const nowhere: Span = {
  file: 'test.yaml',
  start: { line: 1, column: 1, offset: 0 },
  end: { line: 1, column: 1, offset: 0 },
};

/** `reads` are written as in files: `steps.a.output`, `inputs.x`, `item`. */
export function testExpression(evaluate: (scope: Scope) => Json, reads: readonly string[] = []): Expression {
  return { source: evaluate.toString(), at: nowhere, references: reads.map(testReference), evaluate };
}

export function testTemplate(render: (scope: Scope) => string, reads: readonly string[] = []): Template {
  return { source: render.toString(), at: nowhere, references: reads.map(testReference), render };
}

/** A function is computed, everything else is a literal. */
export function testValue(value: Json | ((scope: Scope) => Json), reads: readonly string[] = []): Value {
  if (typeof value === 'function') return { at: nowhere, references: reads.map(testReference), evaluate: value };
  return { at: nowhere, references: [], literal: value, evaluate: () => value };
}

export function testReference(text: string): Reference {
  const [root = '', ...path] = text.split('.');
  if (root === 'inputs' || root === 'steps' || root === 'run') return { root, path, at: nowhere };
  return { root: 'local', path: [root, ...path], at: nowhere };
}

/** A kind that is only run, never compiled. */
export function testKind<Config>(kind: string, run: (config: Config, context: StepContext) => Promise<Json>): StepKind {
  return defineStep<Config>({ kind, config: true, takesWith: false, compile: () => undefined, run });
}

export interface TestNode extends Partial<Omit<PlanNode, 'waitsFor' | 'reads'>> {
  readonly id: string;
  readonly kind: StepKind;
  /** `a`, `a?`, `a!`. */
  readonly needs?: readonly string[];
  readonly reads?: readonly string[];
}

/** A node with plain policies: one attempt, no timeout, failures not handled. */
export function testNode({ needs = [], reads = [], ...node }: TestNode): PlanNode {
  return {
    pointer: `/steps/${node.id}`,
    at: nowhere,
    config: {},
    policy: testPolicy(),
    onError: { type: 'fail' },
    hash: `hash-of-${node.id}`,
    tags: [],
    ...node,
    waitsFor: needs.map(testDependency),
    reads: reads.map(testReference),
  };
}

export function testPolicy(changes: Partial<PlanNode['policy']> = {}): PlanNode['policy'] {
  const on = ['rate_limit', 'overloaded', 'timeout', 'network', 'server_error', 'truncated_stream'] as const;
  return {
    retry: { maxAttempts: 1, initialMs: 100, factor: 2, maxMs: 10_000, jitter: 'none', on },
    effect: 'read',
    ...changes,
  };
}

export function testBlock(nodes: readonly PlanNode[]): Block {
  return { nodes };
}

export function testPlan(nodes: readonly PlanNode[], changes: Partial<Plan> = {}): Plan {
  return {
    name: 'test',
    file: '/test.yaml',
    hash: 'hash-of-plan',
    inputs: {},
    secrets: [],
    budget: {},
    models: {},
    tools: {},
    main: testBlock(nodes),
    outputs: {},
    outputSchema: true,
    ...changes,
  };
}

function testDependency(text: string): Dependency {
  if (text.endsWith('?')) return { id: text.slice(0, -1), accept: 'succeeded-or-skipped' };
  if (text.endsWith('!')) return { id: text.slice(0, -1), accept: 'any' };
  return { id: text, accept: 'succeeded' };
}
