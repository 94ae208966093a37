import type { AbortSignalLike } from '../host.ts';
import type { Json, JsonObject, JsonSchema } from '../json.ts';
import type { Scope } from '../language/scope.ts';
import type { ModelRequest, ModelResponse } from '../model/model.ts';
import type { Block, Plan, PlanNode } from '../plan/plan.ts';
import type { ModuleRef, ToolCall, ToolMethod } from '../tools/tool-kind.ts';

/** The only way out of a step's `run`. Everything done here is limited, retried, recorded and charged by the runner. */
export interface StepContext {
  readonly node: PlanNode;
  /** Such as `order_facts[2]/order`: the address of this instance in the log. */
  readonly path: string;
  readonly scope: Scope;
  readonly signal: AbortSignalLike;
  /**
   * One logical model call: breaker, attempts, retries, then the next model of a fallback chain.
   * `model` is an alias or a reference. The request's origin is filled in by the runner.
   */
  generate(model: string, request: Omit<ModelRequest, 'origin'>, options?: CallOptions): Promise<ModelAnswer>;
  /** `effect` is that of the step, unless a model asked for the call. */
  callTool(tool: string, call: ToolCall, effect?: 'read' | 'write'): Promise<Json>;
  toolMethods(tool: string): Promise<readonly ToolMethod[]>;
  callModule(module: ModuleRef, input: Json): Promise<Json>;
  /**
   * Runs a child block under `name` (`[2]`, `case0`, `catch`); `locals` are added to the scope.
   * Throws `FailureError` for an unhandled failure, `SuspendedError` where a step of it waits for a person.
   */
  runBlock(block: Block, options: BlockOptions): Promise<BlockResult>;
  runPipeline(plan: Plan, inputs: JsonObject): Promise<JsonObject>;
  /** Waits for a person; throws `rejected`, or `SuspendedError` where the run waits without a process. */
  ask(question: Question): Promise<Json>;
  abortable(): Abortable;
  /** Appends an event of this step. */
  record(event: StepNote): void;
}

export interface CallOptions {
  /** `false` while a re-ask must not be answered by the cached bad answer. */
  readonly cache?: boolean;
  /** `buffer`: streamed from the provider, told only when complete, so that a fallback stays possible. */
  readonly stream?: 'on' | 'buffer';
}

/** A signal of one's own below the step's: aborting it leaves the step itself running. */
export interface Abortable {
  readonly signal: AbortSignalLike;
  abort(reason: unknown): void;
  /** Lets go of the step's signal. */
  dispose(): void;
}

export interface ModelAnswer extends ModelResponse {
  /** The alias that answered, as `.model` shows it. */
  readonly alias: string;
  /** The `provider/model` that answered. */
  readonly modelId: string;
  readonly fromCache: boolean;
}

export interface BlockOptions {
  readonly name: string;
  readonly locals: JsonObject;
  readonly signal?: AbortSignalLike;
}

export interface BlockResult {
  /** The scope after the block: its steps' views added. Evaluate `output` in it. */
  readonly scope: Scope;
}

export interface Question {
  readonly message: string;
  readonly schema?: JsonSchema;
  readonly timeoutMs?: number;
  readonly onTimeout: 'approve' | 'reject';
}

/** Facts that a step kind adds to the log. */
export type StepNote =
  | { readonly type: 'repair'; readonly how: 'lenient_parse' | 'reask'; readonly problems: readonly string[] }
  | {
      readonly type: 'cascade';
      readonly tier: number;
      readonly model: string;
      readonly accepted: boolean;
      readonly why: string;
    }
  | { readonly type: 'item-error'; readonly index: number; readonly error: Json }
  | { readonly type: 'choice'; readonly chosen: string }
  | { readonly type: 'iteration'; readonly index: number };
