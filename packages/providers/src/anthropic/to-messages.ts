import {
  FailureError,
  type FilePart,
  type ImagePart,
  type Json,
  type JsonObject,
  type MediaSource,
  type Message,
  type Part,
  type ToolCallPart,
} from '@sluice/core';
import { isObject, parseJson } from '../wire/json.ts';
import { currentVersion } from './wire.ts';

export interface AnthropicPrompt {
  readonly system: readonly JsonObject[];
  readonly messages: readonly JsonObject[];
}

/** The top-level `system` and the turns. Tool results are user turns here, and neighbours of one role are one turn. */
export function toMessages(messages: readonly Message[], version: string): AnthropicPrompt {
  const system: JsonObject[] = [];
  const turns: Turn[] = [];
  for (const message of messages) {
    const blocks = marked(message.content.flatMap(toBlock), message.cache);
    // The current version knows `system` turns in mid-conversation; before it, all of them lead.
    if (message.role === 'system' && (turns.length === 0 || version < currentVersion)) system.push(...blocks);
    else addTurn(turns, message.role === 'tool' ? 'user' : message.role, blocks);
  }
  return { system, messages: turns.map(({ role, content }) => ({ role, content })) };
}

interface Turn {
  readonly role: string;
  readonly content: JsonObject[];
}

function addTurn(turns: Turn[], role: string, blocks: readonly JsonObject[]): void {
  const last = turns.at(-1);
  if (last?.role === role) last.content.push(...blocks);
  else turns.push({ role, content: [...blocks] });
}

/** The mark goes on the last block: the prompt up to and with it is cached. */
function marked(blocks: readonly JsonObject[], cache: Message['cache']): readonly JsonObject[] {
  const last = blocks.at(-1);
  if (cache === undefined || last === undefined) return blocks;
  const mark = { type: 'ephemeral', ...(cache.ttl === undefined ? {} : { ttl: cache.ttl }) };
  return [...blocks.slice(0, -1), { ...last, cache_control: mark }];
}

function toBlock(part: Part): readonly JsonObject[] {
  switch (part.type) {
    case 'text':
      return part.text === '' ? [] : [{ type: 'text', text: part.text }];
    case 'image':
      return [image(part)];
    case 'file':
      return [document(part)];
    case 'tool-call':
      return [{ type: 'tool_use', id: part.id, name: part.name, input: toolInput(part) }];
    case 'tool-result':
      return [
        {
          type: 'tool_result',
          tool_use_id: part.id,
          content: typeof part.output === 'string' ? part.output : JSON.stringify(part.output),
          ...(part.isError === true ? { is_error: true } : {}),
        },
      ];
    case 'provider':
      // Another vendor's state means nothing here.
      return part.provider === 'anthropic' && isObject(part.value) ? [part.value] : [];
  }
}

function toolInput(call: ToolCallPart): Json {
  const input = parseJson(call.arguments === '' ? '{}' : call.arguments);
  if (isObject(input)) return input;
  throw new FailureError({
    type: 'invalid_request',
    title: 'the provider refused the request',
    detail: `the arguments of tool call ${call.id} (${call.name}) are no JSON object, which Anthropic demands`,
    code: 'anthropic/tool-arguments',
  });
}

function image(part: ImagePart | FilePart): JsonObject {
  return { type: 'image', source: toSource(part.source) };
}

function document(part: FilePart): JsonObject {
  const { source } = part;
  if (source.mediaType?.startsWith('image/') === true) return image(part);
  const title = part.filename === undefined ? {} : { title: part.filename };
  if (source.kind === 'url') return { type: 'document', source: { type: 'url', url: source.url }, ...title };
  if (source.mediaType === 'application/pdf') return { type: 'document', source: toSource(source), ...title };
  const data = Buffer.from(source.data, 'base64').toString('utf8');
  return { type: 'document', source: { type: 'text', media_type: 'text/plain', data }, ...title };
}

function toSource(source: MediaSource): JsonObject {
  return source.kind === 'url'
    ? { type: 'url', url: source.url }
    : { type: 'base64', media_type: source.mediaType, data: source.data };
}
