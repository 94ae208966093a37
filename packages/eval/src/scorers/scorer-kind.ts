import type { AbortSignalLike, Json, JsonObject, JsonSchema } from '@sluice/core';
import type { Score } from './score.ts';

/** `rate`: 0 or 1 for each case. `mean`: any number in the range. `auto`: decided by the values seen. */
export type Measure = 'rate' | 'mean' | 'auto';

/** A scorer: one folder or file, one line in `builtin.ts`. */
export interface ScorerKind {
  /** The YAML key that makes a scorer one of this kind. */
  readonly name: string;
  /** One sentence for the reference. */
  readonly summary: string;
  /** Schema of the value under the key. A computed field accepts `${ ... }`. */
  readonly config: JsonSchema;
  readonly range: readonly [low: number, high: number];
  readonly measure: Measure;
  /** Fields that must be literals; checked and prepared once by `prepare`. */
  readonly literals: readonly string[];
  /** What is wrong with the literal fields, or nothing: a pattern that does not compile, a schema that is none. */
  check?(config: JsonObject): ConfigProblem | undefined;
  /** Called for each case with the evaluated config. */
  score(config: JsonObject, context: ScorerContext): Score | Promise<Score>;
}

export interface ConfigProblem {
  readonly field: string;
  readonly message: string;
  readonly hint?: string;
}

export interface ScorerContext {
  /** What is graded: the pipeline's output, or one step's where the scorer names a step. */
  readonly output: Json;
  readonly row: Json;
  /** What a recording carried besides its output. */
  readonly recorded: Json;
  /** What the case, or the step that is graded, cost; `null` where a price is unknown. */
  readonly cost_usd?: number | null;
  /** How long it took, as measured or as recorded. */
  readonly latency_s?: number | null;
  readonly normalise: (text: string) => string;
  readonly signal: AbortSignalLike;
  /** Asks a model in a role of its own (`judge`); its cost is counted apart. */
  ask(question: JudgeQuestion): Promise<JudgeAnswer>;
  callModule(reference: string, input: Json): Promise<Json>;
}

export interface JudgeQuestion {
  readonly model: string;
  readonly system: string;
  readonly user: string;
  readonly schema: JsonObject;
  readonly vote: number;
}

export type JudgeAnswer =
  | { readonly ok: true; readonly value: Json; readonly model: string }
  | { readonly ok: false; readonly why: string };
