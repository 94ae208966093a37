import type { Json, JsonObject, ModelResponse, ToolCallPart } from '@sluice/core';
import { isObject, listAt, textAt } from '../../wire/json.ts';
import { providerPart } from '../provider-state.ts';
import type { Target } from '../target.ts';
import { contentOf, firstChoice, reasoningFields } from './chat-answer.ts';
import { chatFinish } from './finish-reason.ts';
import { tierName, toChatUsage } from './to-chat-usage.ts';

/** What a Chat Completions body says; the caller adds time and headers. */
export function toChatResponse(body: JsonObject, target: Target): Omit<ModelResponse, 'timing'> {
  const choice = firstChoice(body) ?? {};
  const message = isObject(choice['message']) ? choice['message'] : {};
  const { text, thinking } = contentOf(message['content']);
  const refusal = nonEmpty(textAt(message, 'refusal'));
  const toolCalls = toToolCalls(message);
  const rawFinish = nonEmpty(textAt(choice, 'finish_reason'));
  const reasoningText = nonEmpty(
    reasoningFields.map((name) => textAt(message, name) ?? '').find((said) => said !== '') ?? thinking,
  );
  const model = textAt(body, 'model');
  return {
    text,
    toolCalls,
    finish: chatFinish(rawFinish, { calls: toolCalls.length > 0, refused: refusal !== undefined }),
    ...(rawFinish === undefined ? {} : { rawFinish }),
    ...(refusal === undefined ? {} : { refusal }),
    ...(reasoningText === undefined ? {} : { reasoningText }),
    usage: usageOf(body, target),
    ...(model === undefined ? {} : { model }),
    turn: [
      ...providerPart(target.provider, stateOf(message, target)),
      ...(text === '' ? [] : [{ type: 'text' as const, text }]),
      ...toolCalls,
    ],
  };
}

function usageOf(body: JsonObject, { gateway, model }: Target): ModelResponse['usage'] {
  const usage = toChatUsage(isObject(body['usage']) ? body['usage'] : undefined, gateway.usage, model);
  return { ...usage, tier: tierName(textAt(body, 'service_tier')) ?? usage.tier };
}

function toToolCalls(message: JsonObject): readonly ToolCallPart[] {
  const calls = listAt(message, 'tool_calls').filter(isObject).map(toToolCall).filter(isCall);
  const old = message['function_call'];
  if (calls.length > 0 || !isObject(old)) return calls;
  return [toToolCall({ id: 'function_call', function: old }, 0)].filter(isCall);
}

function toToolCall(call: JsonObject, index: number): ToolCallPart {
  const named = call['function'];
  const custom = (textAt(named, 'name') ?? '') === '' ? call['custom'] : undefined;
  return {
    type: 'tool-call',
    id: nonEmpty(textAt(call, 'id')) ?? `call_${index}`,
    name: textAt(isObject(custom) ? custom : named, 'name') ?? '',
    arguments: isObject(custom) ? JSON.stringify({ input: custom['input'] ?? '' }) : argumentsText(named),
  };
}

/** Snowflake sends a call of nothing with every text. */
function isCall({ name }: ToolCallPart): boolean {
  return name !== '';
}

function argumentsText(named: unknown): string {
  const written = isObject(named) ? named['arguments'] : undefined;
  // Some servers give an object where the wire says text, and nothing for a tool without parameters.
  return typeof written === 'string' ? written : JSON.stringify(written ?? {});
}

function stateOf(message: JsonObject, { gateway }: Target): JsonObject {
  const kept: Record<string, Json> = {};
  for (const name of gateway.sendBack) {
    const value = message[name];
    // A `content` that is text is already in the turn.
    if (value !== undefined && value !== null && !(name === 'content' && typeof value === 'string')) kept[name] = value;
  }
  const toolCalls: Record<string, Json> = {};
  for (const call of listAt(message, 'tool_calls').filter(isObject)) {
    const extra = call['extra_content'];
    if (extra !== undefined && typeof call['id'] === 'string') toolCalls[call['id']] = { extra_content: extra };
  }
  return {
    ...(Object.keys(kept).length === 0 ? {} : { message: kept }),
    ...(Object.keys(toolCalls).length === 0 ? {} : { toolCalls }),
  };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
