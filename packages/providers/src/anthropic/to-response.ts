import type { FinishReason, JsonObject, ModelResponse, Part, ToolCallPart } from '@sluice/core';
import { toUsage } from './to-usage.ts';
import type { AnthropicMessage } from './wire.ts';

/** What a message says, without what only the exchange knows (time, headers). */
export type AnthropicAnswer = Omit<ModelResponse, 'timing' | 'requestId' | 'rateLimit'>;

/** A message with a stop reason as our answer. `requested` is the model that was asked for. */
export function toResponse(message: AnthropicMessage, requested: string): AnthropicAnswer {
  const text = textOf(message.content, 'text', 'text');
  const thinking = textOf(message.content, 'thinking', 'thinking');
  const refusal = message.stopReason === 'refusal' ? refusalText(message.stopDetails) : undefined;
  return {
    text,
    toolCalls: message.content.flatMap((block) => (block.type === 'tool_use' ? [toolCall(block)] : [])),
    finish: toFinish(message.stopReason),
    usage: toUsage(message.usage, message.model ?? requested),
    turn: message.content.flatMap(toPart),
    ...(message.stopReason === undefined ? {} : { rawFinish: message.stopReason }),
    ...(refusal === undefined ? {} : { refusal }),
    ...(thinking === '' ? {} : { reasoningText: thinking }),
    ...(message.model === undefined ? {} : { model: message.model }),
  };
}

function toFinish(stopReason: string | undefined): FinishReason {
  switch (stopReason) {
    case 'end_turn':
    case 'stop_sequence':
      return 'stop';
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length';
    case 'tool_use':
      return 'tool_calls';
    case 'refusal':
      return 'refusal';
    default:
      // `pause_turn` among them: whoever asked may send the turn back to let the model go on.
      return 'other';
  }
}

/** A part of the turn as it goes back: everything that is neither text nor a tool call goes verbatim. */
function toPart(block: JsonObject): readonly Part[] {
  if (block.type === 'tool_use') return [toolCall(block)];
  if (block.type === 'text' && typeof block.text === 'string') {
    // The API refuses an empty text block in a request.
    return block.text === '' ? [] : [{ type: 'text', text: block.text }];
  }
  return [{ type: 'provider', provider: 'anthropic', value: block }];
}

function toolCall(block: JsonObject): ToolCallPart {
  return {
    type: 'tool-call',
    id: String(block.id),
    name: String(block.name),
    arguments: JSON.stringify(block.input ?? {}),
  };
}

function textOf(content: readonly JsonObject[], type: string, field: string): string {
  return content.map((block) => (block.type === type && typeof block[field] === 'string' ? block[field] : '')).join('');
}

function refusalText(details: JsonObject | undefined): string {
  const said = [details?.category, details?.explanation].filter((part) => typeof part === 'string');
  return said.length === 0 ? 'the model refused to answer' : said.join(': ');
}
