import type { JsonObject } from '@sluice/core';
import { isObject } from '../wire/json.ts';

/** The API version that the SDK sends by itself; it knows no sampling parameters. */
export const currentVersion = '2026-10-21';

/** The version before, which still takes `temperature`, `top_p` and `top_k`. */
export const samplingVersion = '2023-06-01';

/** A complete answer of `/v1/messages`: sent whole, or put together from a stream's events. */
export interface AnthropicMessage {
  readonly model?: string;
  readonly content: readonly JsonObject[];
  /** Absent while the vendor has not said why the answer ends. */
  readonly stopReason?: string;
  readonly stopDetails?: JsonObject;
  readonly usage?: JsonObject;
}

/** `body` as a message; an absent or malformed field stays absent. */
export function toMessage(body: JsonObject): AnthropicMessage {
  return {
    content: objectsOf(body.content),
    ...(typeof body.model === 'string' ? { model: body.model } : {}),
    ...(typeof body.stop_reason === 'string' ? { stopReason: body.stop_reason } : {}),
    ...(isObject(body.stop_details) ? { stopDetails: body.stop_details } : {}),
    ...(isObject(body.usage) ? { usage: body.usage } : {}),
  };
}

function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
