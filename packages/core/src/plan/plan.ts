import type { Span } from '../errors/span.ts';
import type { JsonObject, JsonSchema } from '../json.ts';
import type { Reference } from '../language/reference.ts';
import type { Expression, Value } from '../language/value.ts';
import type { ModelAliases } from '../pipeline/models.ts';
import type { StepPolicy } from '../pipeline/policy.ts';
import type { StepKind } from '../steps/step-kind.ts';
import type { ToolSpec } from '../tools/tool-kind.ts';

/** A pipeline that may run: kinds looked up, references resolved, edges known, cycles ruled out. */
export interface Plan {
  readonly name: string;
  readonly description?: string;
  /** Absolute path of the file, or a name where the pipeline was made in code. */
  readonly file: string;
  /** Content hash of everything that decides what a run does; secrets are names only. */
  readonly hash: string;
  readonly inputs: { readonly [name: string]: InputSpec };
  readonly secrets: readonly string[];
  readonly budget: { readonly usd?: number; readonly tokens?: number };
  readonly models: ModelAliases;
  readonly tools: { readonly [name: string]: ToolSpec };
  readonly main: Block;
  /** Runs after `main`, however that ended. */
  readonly finally?: Block;
  readonly outputs: { readonly [name: string]: Value };
  /** Inferred: what `outputs` will be. */
  readonly outputSchema: JsonSchema;
}

export interface InputSpec {
  readonly schema: JsonSchema;
  /** Has a `default`, or its schema allows it to be left out. */
  readonly required: boolean;
  readonly default?: JsonObject[string];
  readonly fromEnv?: string;
  /** Errors as `/json/pointer message`; empty when the value is valid. */
  readonly validate?: (value: unknown) => readonly string[];
}

/** Steps that share a scope: the top level, the body of a map, a case of a switch, a catch. */
export interface Block {
  /** In dependency order; ties by place in the file. */
  readonly nodes: readonly PlanNode[];
}

export interface PlanNode {
  readonly id: string;
  /** JSON pointer of the step in its file, such as `/steps/3/map/steps/0`. */
  readonly pointer: string;
  readonly at: Span;
  readonly kind: StepKind;
  /** What `kind.compile` made of the step. */
  readonly config: unknown;
  readonly waitsFor: readonly Dependency[];
  /**
   * Every name path that the step reads from outside itself: `when`, its own expressions and templates, and those
   * of its child blocks, without names that these bring themselves. Their values and `hash` are the step's key.
   */
  readonly reads: readonly Reference[];
  readonly when?: Expression;
  readonly policy: StepPolicy;
  readonly onError: ErrorHandling;
  /** `output.schema`, where the step declares one. */
  readonly outputSchema?: JsonSchema;
  /** Errors as `/json/pointer message`; empty when the value is valid. Present with `outputSchema`. */
  readonly validateOutput?: (value: unknown) => readonly string[];
  readonly idempotencyKey?: Value;
  /** Content hash of the step alone: with its resolved inputs it is the key that resume and cache compare. */
  readonly hash: string;
  readonly description?: string;
  readonly tags: readonly string[];
}

/** `x` waits for success, `x?` accepts a skip too, `x!` any end. */
export interface Dependency {
  readonly id: string;
  readonly accept: 'succeeded' | 'succeeded-or-skipped' | 'any';
}

export type ErrorHandling =
  | { readonly type: 'fail' }
  | { readonly type: 'continue' }
  | { readonly type: 'default'; readonly value: JsonObject[string] }
  | { readonly type: 'catch'; readonly block: Block; readonly output?: Value };
