import type { Json, JsonObject } from '../json.ts';

/** What expressions and templates of one block see. Deeply frozen JSON. */
export interface Scope {
  readonly inputs: JsonObject;
  readonly steps: { readonly [id: string]: StepView };
  readonly run: { readonly id: string; readonly started_at: string };
  /** Names from `as`, `index`, `carry`, and `output`, `error`, `row` where they exist. */
  readonly locals: JsonObject;
}

/** `steps.ID` as the language shows it. */
export interface StepView {
  readonly output: Json;
  readonly status: 'succeeded' | 'failed' | 'skipped' | 'cancelled';
  readonly error: Json;
  readonly model: string | null;
  readonly usage: { readonly input_tokens: number; readonly output_tokens: number; readonly cost_usd: number | null };
  /** Of a `map`: the failed items as `{index, error}`. */
  readonly errors: readonly Json[];
}
