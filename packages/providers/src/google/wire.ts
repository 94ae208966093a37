import type { Json, JsonObject } from '@sluice/core';
import { isObject } from '../wire/json.ts';

/** `*-latest` aliases and previews live here; the SDK's own default is v1. */
export const defaultVersion = 'v1beta';

/** A complete answer of `generateContent`: sent whole, or put together from a stream's chunks. */
export interface GeminiAnswer {
  readonly parts: readonly JsonObject[];
  /** The vendor's word, or its number where enums are sent as numbers. Absent while the answer is not complete. */
  readonly finishReason?: string | number;
  readonly finishMessage?: string;
  /** Set where the prompt was blocked and nothing was generated. */
  readonly blockReason?: string | number;
  readonly blockMessage?: string;
  readonly groundingQueries?: number;
  readonly usage?: JsonObject;
  readonly model?: string;
  readonly responseId?: string;
}

/** What one chunk or one whole body says. */
export function toAnswer(body: JsonObject): GeminiAnswer {
  const candidate = firstObject(body.candidates);
  const content = isObject(candidate?.content) ? candidate.content : {};
  const feedback = isObject(body.promptFeedback) ? body.promptFeedback : {};
  const grounding = isObject(candidate?.groundingMetadata) ? candidate.groundingMetadata : {};
  const queries = grounding.webSearchQueries;
  return {
    parts: Array.isArray(content.parts) ? content.parts.filter(isObject) : [],
    ...word('finishReason', candidate?.finishReason),
    ...text('finishMessage', candidate?.finishMessage),
    ...word('blockReason', feedback.blockReason),
    ...text('blockMessage', feedback.blockReasonMessage),
    ...(Array.isArray(queries) ? { groundingQueries: queries.length } : {}),
    ...(isObject(body.usageMetadata) ? { usage: body.usageMetadata } : {}),
    ...text('model', body.modelVersion),
    ...text('responseId', body.responseId),
  };
}

function firstObject(value: Json | undefined): JsonObject | undefined {
  return Array.isArray(value) ? value.find(isObject) : undefined;
}

function text<Name extends string>(name: Name, value: Json | undefined): { [key in Name]?: string } {
  return typeof value === 'string' ? ({ [name]: value } as { [key in Name]: string }) : {};
}

function word<Name extends string>(name: Name, value: Json | undefined): { [key in Name]?: string | number } {
  const given = typeof value === 'string' || typeof value === 'number';
  return given ? ({ [name]: value } as { [key in Name]: string | number }) : {};
}
