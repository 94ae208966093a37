import type { Json, JsonObject, Scope, StepView } from '@sluice/core';

export interface CaseNames {
  readonly row: Json;
  /** All outputs of the pipeline. */
  readonly output?: Json;
  /** What scorers grade when they do not say. */
  readonly graded?: Json;
  /** Why what scorers grade could not be computed. */
  readonly gradedProblem?: string;
  readonly step?: StepView | undefined;
  readonly steps?: { readonly [id: string]: StepView };
  readonly recorded?: Json;
  readonly scores?: { readonly [scorer: string]: number };
  /** What the case and its steps took; for scorers, no name of expressions. */
  readonly measures?: CaseMeasures;
}

export interface Measures {
  readonly cost_usd: number | null;
  readonly latency_s: number | null;
}

export interface CaseMeasures extends Measures {
  readonly steps: { readonly [id: string]: Measures };
}

/** The names that expressions of an eval file see. */
export function caseScope({ row, output = null, step, steps = {}, recorded = null, scores = {} }: CaseNames): Scope {
  const locals: JsonObject = {
    row,
    output,
    recorded,
    scores,
    ...(step === undefined ? {} : { step: step as unknown as Json }),
  };
  return { inputs: {}, steps, run: { id: '', started_at: '' }, locals };
}
