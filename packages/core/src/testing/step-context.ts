import { type Failure, FailureError } from '../errors/failure.ts';
import type { AbortSignalLike } from '../host.ts';
import type { Json } from '../json.ts';
import type { Scope } from '../language/scope.ts';
import type { Model } from '../model/model.ts';
import type { PlanNode } from '../plan/plan.ts';
import type { StepContext, StepNote } from '../steps/step-context.ts';
import type { ModuleRef, ToolCall, ToolMethod } from '../tools/tool-kind.ts';
import { testKind, testNode } from './test-plan.ts';

export interface FakeContext {
  readonly node?: PlanNode;
  readonly scope?: Partial<Scope>;
  /** One model for every alias, or one for each. */
  readonly model?: Model;
  readonly models?: { readonly [alias: string]: Model };
  readonly callTool?: (tool: string, call: ToolCall) => Promise<Json>;
  readonly toolMethods?: readonly ToolMethod[];
  readonly callModule?: (module: ModuleRef, input: Json) => Promise<Json>;
}

export interface RecordingContext extends StepContext {
  readonly notes: readonly StepNote[];
}

/** A step's way out, for tests of one kind: no limits, no retries, no log. Child blocks need the runner. */
export function stepContext(fake: FakeContext = {}): RecordingContext {
  const notes: StepNote[] = [];
  return {
    notes,
    node: fake.node ?? testNode({ id: 'step', kind: testKind('test', async () => null) }),
    path: fake.node?.id ?? 'step',
    scope: {
      inputs: {},
      steps: {},
      locals: {},
      run: { id: 'run-1', started_at: '2026-01-01T00:00:00Z' },
      ...fake.scope,
    },
    signal: neverAborted,
    async generate(alias, request) {
      const model = fake.models?.[alias] ?? fake.model;
      if (model === undefined) throw missing(`no fake model for ${alias}`);
      const origin = { run: 'run-1', step: fake.node?.id ?? 'step', sample: 0 };
      const response = await model.generate({ ...request, origin }, { signal: neverAborted });
      return { ...response, alias, modelId: model.id, fromCache: false };
    },
    callTool: fake.callTool ?? (() => Promise.reject(missing('no fake tool'))),
    toolMethods: async () => fake.toolMethods ?? [],
    callModule: fake.callModule ?? (() => Promise.reject(missing('no fake module'))),
    runBlock: () => Promise.reject(missing('blocks need the runner')),
    runPipeline: () => Promise.reject(missing('pipelines need the runner')),
    ask: () => Promise.reject(missing('nobody to ask')),
    abortable: () => ({ signal: neverAborted, abort: () => undefined, dispose: () => undefined }),
    record: (note) => {
      notes.push(note);
    },
  };
}

export const neverAborted: AbortSignalLike = {
  aborted: false,
  reason: undefined,
  throwIfAborted: () => undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};

export function testFailure(type: Failure['type'], changes: Partial<Failure> = {}): Failure {
  return { type, title: `A ${type} failure`, detail: `this is a ${type} failure`, ...changes };
}

function missing(detail: string): FailureError {
  return new FailureError({ type: 'invalid_request', title: 'Missing in the test', detail });
}
