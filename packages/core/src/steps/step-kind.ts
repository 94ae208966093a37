import type { Json, JsonSchema } from '../json.ts';
import type { Block } from '../plan/plan.ts';
import type { CompileContext, StepSource } from './compile-context.ts';
import type { StepContext } from './step-context.ts';

/**
 * A kind of step: one folder, one line in `builtin.ts`.
 * `compile` turns the located YAML into a config whose expressions, templates and child blocks are compiled;
 * it reports what is wrong through the context and never throws. `run` executes it through the ports of `StepContext`.
 */
export interface StepKind {
  /** The YAML key that makes a step one of this kind. */
  readonly kind: string;
  /** JSON Schema of the value under that key. The editor's schema is the union of all kinds. */
  readonly config: JsonSchema;
  /** Whether the step also takes a `with:`. */
  readonly takesWith: boolean;
  /** Whether `defaults.timeout` is meant for it: not where it waits for steps of its own or for a person. */
  readonly takesDefaultTimeout?: boolean;
  /** Whether `steps.ID.model` exists, and `steps.ID.errors`. */
  readonly shows?: readonly ('model' | 'errors')[];
  compile(source: StepSource, context: CompileContext): CompiledStep | undefined;
  run(config: unknown, context: StepContext): Promise<Json>;
  /** The blocks inside a compiled step, for graphs. */
  blocks?(config: unknown): readonly NamedBlock[];
}

/** A block inside a step: `case0`, `else`, or the step's only one, without a name. */
export interface NamedBlock {
  readonly name: string;
  readonly block: Block;
}

export interface CompiledStep<Config = unknown> {
  readonly config: Config;
  /** What `steps.ID.output` is known to be, without a declared `output.schema`; `true` is "anything". */
  readonly outputSchema: JsonSchema;
  /** Default of `effect:`. */
  readonly effect: 'read' | 'write';
}

export interface StepDefinition<Config> {
  readonly kind: string;
  readonly config: JsonSchema;
  readonly takesWith: boolean;
  readonly takesDefaultTimeout?: boolean;
  readonly shows?: readonly ('model' | 'errors')[];
  compile(source: StepSource, context: CompileContext): CompiledStep<Config> | undefined;
  run(config: Config, context: StepContext): Promise<Json>;
  blocks?(config: Config): readonly NamedBlock[];
}

/** Keeps `compile` and `run` of one kind to the same type of config. */
export function defineStep<Config>(definition: StepDefinition<Config>): StepKind {
  const { blocks } = definition;
  // A plan's node carries the config that this very kind compiled: the only place where the type is forgotten.
  return {
    ...definition,
    run: (config, context) => definition.run(config as Config, context),
    ...(blocks === undefined ? {} : { blocks: (config) => blocks(config as Config) }),
  };
}
