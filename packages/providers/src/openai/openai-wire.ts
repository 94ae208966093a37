import type { Failure, Json, JsonObject, ModelRequest, ModelResponse, UnsupportedParameter } from '@sluice/core';
import type { WireContext } from '../wire/wire-failure.ts';
import type { Target } from './target.ts';

/** One of OpenAI's two APIs, as pure functions around the call. */
export interface OpenaiWire {
  /** Below the base URL. */
  readonly path: string;
  /** What a complete stream must have said, for the failure's text. */
  readonly marker: string;
  unsupported(request: ModelRequest, target: Target): readonly UnsupportedParameter[];
  toRequest(request: ModelRequest, target: Target, stream: boolean): JsonObject;
  /** Puts a stream's events together. */
  openStream(): AnswerStream;
  /** The failure that a body with a good status tells. */
  failureIn(body: JsonObject, headers: Headers, context: WireContext): Failure | undefined;
  toResponse(body: JsonObject, target: Target): Omit<ModelResponse, 'timing'>;
}

/** The events of one stream on their way to the body that the same answer would have had whole. */
export interface AnswerStream {
  /** Takes the next event and gives back its visible text. */
  add(event: Json): string;
  /** Whether any token, visible or not, has arrived. */
  readonly started: boolean;
  /** Whether the vendor said why the answer ends: without that it is not complete. */
  readonly finished: boolean;
  body(): JsonObject;
}
