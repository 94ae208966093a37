import type { FilePart, Json, JsonObject, Message, Part, ToolCallPart, ToolResultPart } from '@sluice/core';
import { isObject } from '../../wire/json.ts';
import { withoutUndefined } from '../../wire/without-undefined.ts';
import { audioFormat, fileName, mediaUrl } from '../media.ts';
import { outputText, providerStates } from '../provider-state.ts';
import type { Target } from '../target.ts';

/** The conversation as Chat Completions takes it. */
export function toChatMessages(messages: readonly Message[], target: Target): readonly JsonObject[] {
  return messages.flatMap((message) => toChatMessage(message, target));
}

function toChatMessage(message: Message, target: Target): readonly JsonObject[] {
  switch (message.role) {
    case 'assistant':
      return [withCacheMark(toAssistant(message.content, target), message, target)];
    case 'system':
    case 'user': {
      const results = message.content.filter((part) => part.type === 'tool-result').map(toToolMessage);
      const content = message.content.filter((part) => part.type !== 'tool-result');
      if (content.length === 0 && results.length > 0) return results;
      const own = { role: message.role, content: toContent(content, target) };
      return [...results, withCacheMark(own, message, target)];
    }
    case 'tool':
      return message.content.filter((part) => part.type === 'tool-result').map(toToolMessage);
  }
}

/** One text alone is sent as text: some gateways do not know lists of parts. */
function toContent(content: readonly Part[], target: Target): Json {
  const [only, ...more] = content;
  if (only === undefined) return '';
  if (only.type === 'text' && more.length === 0) return only.text;
  return content.flatMap((part) => toContentPart(part, target));
}

function toContentPart(part: Part, target: Target): readonly JsonObject[] {
  switch (part.type) {
    case 'text':
      return [{ type: 'text', text: part.text }];
    case 'image':
      return [{ type: 'image_url', image_url: { url: mediaUrl(part.source) } }];
    case 'file':
      return [toFilePart(part, target)];
    case 'provider':
      // A part of the vendor's own kind, such as a video.
      return part.provider === target.provider && isObject(part.value) ? [part.value] : [];
    case 'tool-call':
    case 'tool-result':
      return [];
  }
}

function toFilePart(part: FilePart, target: Target): JsonObject {
  const format = audioFormat(part);
  if (format !== undefined && part.source.kind === 'base64') {
    return { type: 'input_audio', input_audio: { data: part.source.data, format } };
  }
  if (target.gateway.files === 'document_url') return { type: 'document_url', document_url: mediaUrl(part.source) };
  return { type: 'file', file: { filename: fileName(part), file_data: mediaUrl(part.source) } };
}

function toAssistant(content: readonly Part[], target: Target): JsonObject {
  const text = content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('');
  const calls = content.filter((part) => part.type === 'tool-call');
  const states = providerStates(content, target.provider);
  const ofCalls = states.flatMap((state) => (isObject(state['toolCalls']) ? [state['toolCalls']] : []));
  return withoutUndefined({
    role: 'assistant',
    content: text === '' && calls.length > 0 ? null : text,
    tool_calls: calls.length === 0 ? undefined : calls.map((call) => toChatCall(call, Object.assign({}, ...ofCalls))),
    ...keptFields(states, target.gateway.sendBack),
  });
}

function toChatCall({ id, name, arguments: text }: ToolCallPart, extras: JsonObject): JsonObject {
  const extra = extras[id];
  return { ...(isObject(extra) ? extra : {}), id, type: 'function', function: { name, arguments: text } };
}

function keptFields(states: readonly JsonObject[], sendBack: readonly string[]): JsonObject {
  const kept: Record<string, Json> = {};
  for (const state of states) {
    const message = state['message'];
    if (!isObject(message)) continue;
    for (const name of sendBack) {
      const value = message[name];
      if (value !== undefined) kept[name] = value;
    }
  }
  return kept;
}

function toToolMessage({ id, output }: ToolResultPart): JsonObject {
  return { role: 'tool', tool_call_id: id, content: outputText(output) };
}

/** Where marks are passed on, the last part of the message carries it; elsewhere prompts are cached without being asked. */
function withCacheMark(message: JsonObject, { cache }: Message, { gateway }: Target): JsonObject {
  const { content } = message;
  if (cache === undefined || gateway.cacheMarks !== 'cache_control' || content === null) return message;
  const parts = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
  if (!Array.isArray(parts)) return message;
  const mark = withoutUndefined({ type: 'ephemeral', ttl: cache.ttl });
  const last: unknown = parts.at(-1);
  return isObject(last) ? { ...message, content: [...parts.slice(0, -1), { ...last, cache_control: mark }] } : message;
}
