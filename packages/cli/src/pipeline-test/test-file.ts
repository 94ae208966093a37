import type { FailureType, Json, JsonObject, Span } from '@sluice/core';

/** `x.test.yaml`: what a pipeline must do when its answers from outside are these. */
export interface TestFile {
  readonly file: string;
  /** Absolute path of the pipeline. */
  readonly pipeline: string;
  readonly cases: readonly TestCase[];
}

export interface TestCase {
  readonly name: string;
  readonly at: Span;
  readonly inputs: JsonObject;
  /** By address of a step; those of the file and those of the case, which win. */
  readonly mocks: Mocks;
  readonly expect: Expectation;
}

export interface Mocks {
  readonly [address: string]: Mock;
}

/** The same answer each time, or one for each call. */
export type Mock = MockAnswer | { readonly sequence: readonly MockAnswer[] };

export type MockAnswer =
  | { readonly output: Json; readonly usage?: MockUsage; readonly finish?: 'stop' | 'length' | 'content_filter' }
  | { readonly error: FailureType | MockError };

export interface MockUsage {
  readonly input_tokens?: number;
  readonly output_tokens?: number;
}

export interface MockError {
  readonly type: FailureType;
  readonly detail?: string;
  readonly status?: number;
  readonly code?: string;
}

/** What must be true after the run. Objects are compared by the keys that are given here. */
export interface Expectation {
  /** How the run must end. `succeeded`, unless this or `error` says otherwise. */
  readonly status?: 'succeeded' | 'failed';
  readonly error?: JsonObject;
  readonly outputs?: JsonObject;
  readonly steps?: { readonly [address: string]: StepExpectation };
  readonly max_cost_usd?: number;
  readonly calls?: { readonly [address: string]: number };
}

export interface StepExpectation {
  readonly status?: 'succeeded' | 'failed' | 'skipped' | 'cancelled';
  readonly output?: Json;
  readonly error?: JsonObject;
  readonly model?: string;
}
