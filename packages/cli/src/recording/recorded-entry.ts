import type { Failure, Json, ModelResponse, ToolMethod, UnsupportedParameter } from '@sluice/core';

/** One line of a recording of runs. What was asked is kept as a hash; what was answered, as it came, redacted. */
export type RecordedEntry = RecordingHead | RecordedModel | RecordedAnswer | RecordedToolAnswer | RecordedMethods;

export interface RecordingHead {
  readonly type: 'recording';
  readonly schema: 'sluice/recording/v1';
  readonly pipeline: string;
  /** Regular expressions whose matches were taken out: taken out of what is asked too, before it is looked up. */
  readonly redact: readonly string[];
}

/** What became of a model reference. */
export interface RecordedModel {
  readonly type: 'model';
  readonly reference: string;
  readonly id?: string;
  readonly recorded?: boolean;
  readonly failure?: Failure;
}

/** One attempt on a model; `lacking` where the model was asked whether it takes the request, and does not take all. */
export interface RecordedAnswer {
  readonly type: 'model-answer' | 'model-lacks';
  readonly path: string;
  readonly model: string;
  /** Hash of the request. */
  readonly key: string;
  readonly response?: ModelResponse;
  readonly failure?: Failure;
  readonly lacking?: readonly UnsupportedParameter[];
}

/** One attempt on a tool. */
export interface RecordedToolAnswer {
  readonly type: 'tool-answer';
  readonly path: string;
  readonly tool: string;
  /** Hash of method and arguments. */
  readonly key: string;
  readonly output?: Json;
  readonly failure?: Failure;
}

/** The methods that a tool offered. */
export interface RecordedMethods {
  readonly type: 'tool-methods';
  readonly tool: string;
  readonly methods: readonly ToolMethod[];
}
