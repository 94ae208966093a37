import type { Diagnostic } from '../errors/diagnostic.ts';
import type { JsonSchema } from '../json.ts';
import type { Expression, Template, Value } from '../language/value.ts';
import type { Block, Plan } from '../plan/plan.ts';
import type { ModuleRef, ToolKind, ToolMethod, ToolSpec } from '../tools/tool-kind.ts';
import type { LocatedJson } from '../yaml/located-json.ts';

/** One step of a file: schema-checked, located, nothing compiled. */
export interface StepSource {
  readonly id: string;
  readonly pointer: string;
  /** The whole step, with the keys that all kinds share. */
  readonly step: LocatedJson;
  /** The value under the kind's key. */
  readonly config: LocatedJson;
  /** The value of `with:`. */
  readonly with: LocatedJson | undefined;
  readonly declaredOutput: JsonSchema | undefined;
}

/**
 * What compiling a step may ask for. Errors are reported, `undefined` comes back.
 * What is asked for is remembered: references become edges, modules, models, tools and pipelines become part of the
 * step's hash.
 */
export interface CompileContext {
  report(diagnostic: Diagnostic): void;
  /** `${ ... }` that must give what `expected` allows. */
  expression(source: LocatedJson, expected: JsonSchema, locals?: LocalTypes): Expression | undefined;
  /** A value tree with expressions at any depth, checked against `expected`. */
  value(source: LocatedJson, expected: JsonSchema, locals?: LocalTypes): Value | undefined;
  template(source: LocatedJson, locals?: LocalTypes): Template | undefined;
  /** The type of an expression compiled in this context. */
  typeOf(value: Expression | Value): JsonSchema;
  /** A child block whose steps see this block's names and `locals`. */
  block(steps: LocatedJson, options: BlockCompileOptions): CompiledBlock;
  /** Whether a name may be given to an item or an index; reports it where not. */
  localName(source: LocatedJson): string | undefined;
  /** Reports an unknown alias or reference, with a suggestion. */
  model(source: LocatedJson): string | undefined;
  /** `name` or `name.method`; `allMethods`: a tool with methods may stand without one. */
  tool(source: LocatedJson, allMethods?: boolean): ResolvedTool | undefined;
  module(source: LocatedJson): { readonly ref: ModuleRef; readonly hash: string } | undefined;
  /** Another pipeline's plan; cycles across files are reported. */
  pipeline(source: LocatedJson): Plan | undefined;
}

export interface LocalTypes {
  readonly [name: string]: JsonSchema;
}

/** A declared tool as a step names it. */
export interface ResolvedTool {
  readonly spec: ToolSpec;
  readonly kind: ToolKind;
  readonly method?: string;
  readonly description?: string;
  /** Schema of the arguments. */
  readonly arguments: JsonSchema;
  readonly output: JsonSchema;
  /** The methods that may be called, where the tool has methods and their schemas are frozen. */
  readonly methods?: readonly ToolMethod[];
}

export interface BlockCompileOptions {
  /** Path segments from the step to the list of steps, for pointers: `['map', 'steps']`. */
  readonly pointer: readonly (string | number)[];
  readonly locals: LocalTypes;
  /** The condition without which the block does not run: what it tests counts as tested inside. */
  readonly holds?: Expression;
}

/** A compiled child block, and a context in which its steps can be read. */
export interface CompiledBlock {
  readonly block: Block;
  /** The type of the last step's output: what the block comes to without an `output`. */
  readonly lastOutput: JsonSchema;
  expression(source: LocatedJson, expected: JsonSchema, locals?: LocalTypes): Expression | undefined;
  value(source: LocatedJson, expected: JsonSchema, locals?: LocalTypes): Value | undefined;
}
