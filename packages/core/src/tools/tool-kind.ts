import type { AbortSignalLike } from '../host.ts';
import type { Json, JsonObject, JsonSchema } from '../json.ts';

/**
 * What the planner knows of a kind of tool (`http`, `sql`, ...): pure data.
 * The hands that do it are a `ToolOpener`, in another package.
 */
export interface ToolKind {
  readonly kind: string;
  /** Schema of the value under the kind's key in `tools:`. */
  readonly config: JsonSchema;
  /** Schema of a step's `with:`. Methods of an MCP server bring their own. */
  readonly arguments: JsonSchema;
  /** What a call gives, where the kind knows it; `true` is anything. */
  readonly output: JsonSchema;
  /** Places in `with:` that must be literals, dotted: `query`, `argv.0`. */
  readonly literalArguments: readonly string[];
  /** Whether steps name `tool.method`. */
  readonly methods: boolean;
  /** What a step does unless it says `effect:`. Expressions in `use` are still their source. */
  effect(use: ToolUse): 'read' | 'write';
  /** Whether a call leaves the machine or the process: mocks must cover it in tests. */
  readonly network: boolean;
  /** What is wrong with a declaration beyond its schema. */
  checkConfig?(config: JsonObject): readonly ToolProblem[];
  /** What is wrong with a step's use of the tool beyond the schemas. */
  checkUse?(use: ToolUse): readonly ToolProblem[];
  /** What this declaration says of its own arguments and output, in place of the kind's. */
  signature?(config: JsonObject): { readonly arguments?: JsonSchema; readonly output?: JsonSchema };
}

/** A tool as one step uses it. */
export interface ToolUse {
  readonly config: JsonObject;
  readonly method: string | undefined;
  /** The value of `with:`; a computed part stands as the text of its `${ }`. */
  readonly arguments: Json;
}

export interface ToolProblem {
  /** Where, from the declaration's or the arguments' root. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint?: string;
}

/** One tool as a pipeline declares it. */
export interface ToolSpec {
  readonly name: string;
  readonly kind: string;
  readonly config: JsonObject;
  /** Absolute path of the file that declares it: relative paths start there. */
  readonly file: string;
}

/** Opens a declared tool. One opener for each kind. */
export type ToolOpener = (spec: ToolSpec, host: ToolHost) => Promise<OpenTool>;

export interface ToolHost {
  /** Absolute path of the project: nothing outside it is read. */
  readonly root: string;
  /** The value of a declared secret; throws where it is not set. Never logged. */
  secret(name: string): string;
  /** Off unless the user allowed it on the command line. */
  readonly allowExec: boolean;
}

export interface OpenTool {
  /** Throws `FailureError` (`tool`, `network`, `timeout`, `rate_limit`, ...). */
  call(call: ToolCall, options: ToolCallOptions): Promise<Json>;
  /** Methods with the schema of their arguments, where the tool has methods. */
  methods?(): Promise<readonly ToolMethod[]>;
  close(): Promise<void>;
}

export interface ToolCallOptions {
  readonly signal: AbortSignalLike;
  /** Address of the step's instance that calls: read by recordings and mocks, no part of the call. */
  readonly path?: string;
}

export interface ToolCall {
  readonly method?: string;
  readonly arguments: JsonObject;
  readonly idempotencyKey?: string;
}

export interface ToolMethod {
  readonly name: string;
  readonly description?: string;
  readonly arguments: JsonSchema;
}

/** Local TypeScript or JavaScript modules: trusted code, run in a worker with limits. */
export interface ModuleHost {
  /** Checked when a pipeline is planned; `undefined` when all is well. */
  problem(module: ModuleRef): ModuleProblem | undefined;
  /** Lower-case hex SHA-256 of the module's file. */
  hash(module: ModuleRef): string;
  /** Throws `FailureError` of type `tool` or `timeout`. */
  call(module: ModuleRef, input: Json, options: { readonly signal: AbortSignalLike }): Promise<Json>;
  close(): Promise<void>;
}

export interface ModuleRef {
  /** Absolute path. */
  readonly file: string;
  /** The exported function. */
  readonly name: string;
}

export type ModuleProblem =
  | { readonly kind: 'no-file' }
  | { readonly kind: 'outside-root' }
  | { readonly kind: 'no-export'; readonly exports: readonly string[] };
