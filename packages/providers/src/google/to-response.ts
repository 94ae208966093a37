import type { JsonObject, ModelResponse, Part, ToolCallPart } from '@sluice/core';
import { isObject } from '../wire/json.ts';
import { toFinish } from './to-finish.ts';
import { toUsage } from './to-usage.ts';
import type { GeminiAnswer } from './wire.ts';

/** What an answer says, without what only the exchange knows (time, headers). */
export type GoogleAnswer = Omit<ModelResponse, 'timing' | 'requestId' | 'rateLimit'>;

/** Begins the ids that we make where Gemini sends none; they do not go back. */
export const madeUpId = 'sluice-call-';

/** A complete answer as ours: thoughts and executed code are no text. */
export function toResponse(answer: GeminiAnswer): GoogleAnswer {
  const turn = answer.parts.flatMap((part, index) => toParts(part, `${madeUpId}${answer.responseId ?? ''}-${index}`));
  const toolCalls = turn.filter((part) => part.type === 'tool-call');
  const thoughts = textOf(answer.parts, true);
  const raw = answer.finishReason ?? answer.blockReason;
  const refusal = answer.blockMessage ?? answer.finishMessage;
  const blocked = answer.finishReason === undefined && answer.blockReason !== undefined;
  const finish = blocked ? 'content_filter' : toFinish(answer.finishReason, toolCalls.length > 0);
  return {
    text: textOf(answer.parts, false),
    toolCalls,
    finish,
    usage: toUsage(answer.usage, answer.groundingQueries),
    turn,
    ...(raw === undefined ? {} : { rawFinish: String(raw) }),
    ...(finish === 'content_filter' && refusal !== undefined ? { refusal } : {}),
    ...(thoughts === '' ? {} : { reasoningText: thoughts }),
    ...(answer.model === undefined ? {} : { model: answer.model }),
  };
}

function textOf(parts: readonly JsonObject[], thoughts: boolean): string {
  return parts
    .filter((part) => (part.thought === true) === thoughts)
    .map(({ text }) => (typeof text === 'string' ? text : ''))
    .join('');
}

/**
 * A part of the turn as it goes back. A signature stands before the part that it signs; whatever is neither plain text
 * nor a call goes verbatim.
 */
function toParts(part: JsonObject, id: string): readonly Part[] {
  const { thoughtSignature } = part;
  const signature: readonly Part[] =
    typeof thoughtSignature === 'string' ? [{ type: 'provider', provider: 'google', value: { thoughtSignature } }] : [];
  if (isObject(part.functionCall)) return [...signature, toolCall(part.functionCall, id)];
  if (typeof part.text === 'string' && part.text !== '' && part.thought !== true) {
    return [...signature, { type: 'text', text: part.text }];
  }
  return [{ type: 'provider', provider: 'google', value: part }];
}

function toolCall(call: JsonObject, id: string): ToolCallPart {
  return {
    type: 'tool-call',
    id: typeof call.id === 'string' && call.id !== '' ? call.id : id,
    name: String(call.name),
    arguments: JSON.stringify(call.args ?? {}),
  };
}
