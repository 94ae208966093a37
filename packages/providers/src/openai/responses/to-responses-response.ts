import type { FinishReason, JsonObject, ModelResponse, Part, ToolCallPart } from '@sluice/core';
import { isObject, listAt, objectAt, textAt } from '../../wire/json.ts';
import { providerPart } from '../provider-state.ts';
import type { Target } from '../target.ts';
import { toResponsesUsage } from './to-responses-usage.ts';

/** What a Responses body says; the caller adds time and headers, and has ruled out `failed`. */
export function toResponsesResponse(body: JsonObject, target: Target): Omit<ModelResponse, 'timing'> {
  const items = listAt(body, 'output').filter(isObject);
  const text = textOfParts(items, 'output_text', 'text');
  const refusal = textOfParts(items, 'refusal', 'refusal');
  const toolCalls = items.flatMap(toToolCall);
  const reasoningText = reasoningOf(items);
  const rawFinish = textAt(objectAt(body, 'incomplete_details'), 'reason') ?? textAt(body, 'status');
  const model = textAt(body, 'model');
  const parts: readonly Part[] = [...(text === '' ? [] : [{ type: 'text' as const, text }]), ...toolCalls];
  return {
    text,
    toolCalls,
    finish: finishOf(body, { calls: toolCalls.length > 0, refused: refusal !== '' }),
    ...(rawFinish === undefined ? {} : { rawFinish }),
    ...(refusal === '' ? {} : { refusal }),
    ...(reasoningText === '' ? {} : { reasoningText }),
    usage: toResponsesUsage(body, target.gateway.usage),
    ...(model === undefined ? {} : { model }),
    turn: [...providerPart(target.provider, stateOf(items)), ...parts],
  };
}

function finishOf(body: JsonObject, said: { calls: boolean; refused: boolean }): FinishReason {
  switch (textAt(body, 'status')) {
    // A server that leaves the status out has answered nevertheless.
    case undefined:
    case 'completed':
      return said.calls ? 'tool_calls' : said.refused ? 'refusal' : 'stop';
    case 'incomplete': {
      const reason = textAt(objectAt(body, 'incomplete_details'), 'reason');
      if (reason === 'content_filter') return 'content_filter';
      return reason === undefined || reason.startsWith('max_') ? 'length' : 'other';
    }
    default:
      return 'other';
  }
}

function textOfParts(items: readonly JsonObject[], type: string, field: string): string {
  const parts = items.filter((item) => item['type'] === 'message').flatMap((item) => listAt(item, 'content'));
  return parts.flatMap((part) => (isObject(part) && part['type'] === type ? [textAt(part, field) ?? ''] : [])).join('');
}

function toToolCall(item: JsonObject): readonly ToolCallPart[] {
  const id = textAt(item, 'call_id') ?? textAt(item, 'id') ?? '';
  const name = textAt(item, 'name') ?? '';
  if (item['type'] === 'function_call')
    return [{ type: 'tool-call', id, name, arguments: textAt(item, 'arguments') ?? '{}' }];
  if (item['type'] !== 'custom_tool_call') return [];
  return [{ type: 'tool-call', id, name, arguments: JSON.stringify({ input: item['input'] ?? '' }) }];
}

/** The thoughts where the server shows them, else their summaries. */
function reasoningOf(items: readonly JsonObject[]): string {
  const texts = items
    .filter((item) => item['type'] === 'reasoning')
    .flatMap((item) => {
      const shown = listAt(item, 'content');
      return (shown.length > 0 ? shown : listAt(item, 'summary')).map((part) => textAt(part, 'text') ?? '');
    });
  return texts.join('');
}

/** Reasoning must stand before the item that it led to, so such a turn is kept whole. */
function stateOf(items: readonly JsonObject[]): JsonObject {
  const isSimple = items.every((item) => {
    return item['type'] === 'function_call' || (item['type'] === 'message' && item['phase'] === undefined);
  });
  return isSimple ? {} : { items: items.map(withoutStoredId) };
}

/** Ids of what is not stored at the vendor cannot be looked up there. */
function withoutStoredId(item: JsonObject): JsonObject {
  if (item['type'] !== 'message' && item['type'] !== 'function_call') return item;
  const { id: _, ...rest } = item;
  return rest;
}
