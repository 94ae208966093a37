import type { Diagnostic } from '../errors/diagnostic.ts';
import type { JsonSchema } from '../json.ts';
import type { Expression, Template, Value } from '../language/value.ts';
import type { Block, Plan } from '../plan/plan.ts';
import type { ModuleRef, ToolKind, ToolSpec } from '../tools/tool-kind.ts';
import type { LocatedJson } from '../yaml/located-json.ts';

/** One step of a file: schema-checked, located, nothing compiled. */
export interface StepSource {
  readonly id: string;
  readonly pointer: string;
  /** The value under the kind's key. */
  readonly config: LocatedJson;
  /** The value of `with:`. */
  readonly with: LocatedJson | undefined;
  readonly declaredOutput: JsonSchema | undefined;
}

/** What compiling a step may ask for. Errors are reported, `undefined` comes back. */
export interface CompileContext {
  report(diagnostic: Diagnostic): void;
  /** `${ ... }` that must give what `expected` allows. */
  expression(source: LocatedJson, expected: JsonSchema, locals?: LocalTypes): Expression | undefined;
  /** A value tree with expressions at any depth, checked against `expected`. */
  value(source: LocatedJson, expected: JsonSchema, locals?: LocalTypes): Value | undefined;
  template(source: LocatedJson, locals?: LocalTypes): Template | undefined;
  /** The type of an expression compiled in this context. */
  typeOf(value: Expression | Value): JsonSchema;
  /** A child block whose steps see this block's names and `locals`; `output` sees the block's steps too. */
  block(steps: LocatedJson, options: BlockCompileOptions): CompiledBlock | undefined;
  /** Reports an unknown alias or reference, with a suggestion. */
  model(source: LocatedJson): string | undefined;
  tool(source: LocatedJson): { readonly spec: ToolSpec; readonly kind: ToolKind; readonly method?: string } | undefined;
  module(source: LocatedJson): { readonly ref: ModuleRef; readonly hash: string } | undefined;
  /** Another pipeline's plan; cycles across files are reported. */
  pipeline(source: LocatedJson): Plan | undefined;
}

export interface LocalTypes {
  readonly [name: string]: JsonSchema;
}

export interface BlockCompileOptions {
  /** Path segments from the step to the block, for pointers: `['map', 'steps']`. */
  readonly pointer: readonly string[];
  readonly locals: LocalTypes;
  readonly output?: LocatedJson;
  /** What the block's `output` must be. */
  readonly expected?: JsonSchema;
}

export interface CompiledBlock {
  readonly block: Block;
  readonly output?: Value;
  readonly outputSchema: JsonSchema;
}
