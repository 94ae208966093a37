import type { Json, JsonObject } from '@sluice/core';
import { isObject } from '../wire/json.ts';
import { type AnthropicMessage, toMessage } from './wire.ts';

/** The message that a stream has told so far. */
export interface StreamReader {
  /** Takes one event; gives back the visible text it adds. Throws `SyntaxError` on malformed tool input. */
  read(event: JsonObject): string;
  /** `message_stop` came: without it the answer is not complete. */
  ended(): boolean;
  message(): AnthropicMessage;
}

/**
 * Puts a message together from raw events. The SDK's own helper drops `usage.iterations`.
 * Counters of `message_delta` are totals: they overwrite those of `message_start`.
 */
export function streamReader(): StreamReader {
  let start: JsonObject = {};
  let end: JsonObject = {};
  let usage: JsonObject | undefined;
  let stopped = false;
  const blocks: Block[] = [];
  return {
    read(event) {
      switch (event.type) {
        case 'message_start':
          start = isObject(event.message) ? event.message : {};
          usage = isObject(start.usage) ? start.usage : undefined;
          return '';
        case 'content_block_start':
          return startBlock(blocks, event);
        case 'content_block_delta':
          return growBlock(blocks[indexOf(event)], event.delta);
        case 'content_block_stop':
          finishBlock(blocks[indexOf(event)]);
          return '';
        case 'message_delta':
          if (isObject(event.delta)) end = { ...end, ...event.delta };
          if (isObject(event.usage)) usage = { ...usage, ...withoutNulls(event.usage) };
          return '';
        case 'message_stop':
          stopped = true;
          return '';
        default:
          return '';
      }
    },
    ended: () => stopped,
    message: () =>
      toMessage({
        ...start,
        ...end,
        content: blocks.map((block) => block.value),
        ...(usage === undefined ? {} : { usage }),
      }),
  };
}

interface Block {
  value: { [key: string]: Json };
  /** Tool input so far, as JSON text. */
  input: string;
}

function startBlock(blocks: Block[], event: JsonObject): string {
  if (!isObject(event.content_block)) return '';
  blocks[indexOf(event)] = { value: { ...event.content_block }, input: '' };
  const { type, text } = event.content_block;
  return type === 'text' && typeof text === 'string' ? text : '';
}

function growBlock(block: Block | undefined, delta: Json | undefined): string {
  if (block === undefined || !isObject(delta)) return '';
  switch (delta.type) {
    case 'text_delta':
      append(block, 'text', delta.text);
      return typeof delta.text === 'string' ? delta.text : '';
    case 'thinking_delta':
      append(block, 'thinking', delta.thinking);
      return '';
    case 'signature_delta':
      append(block, 'signature', delta.signature);
      return '';
    case 'input_json_delta':
      block.input += typeof delta.partial_json === 'string' ? delta.partial_json : '';
      return '';
    case 'citations_delta': {
      const citations = block.value.citations;
      block.value.citations = [...(Array.isArray(citations) ? citations : []), delta.citation ?? null];
      return '';
    }
    case 'compaction_delta':
      append(block, 'content', delta.content);
      return '';
    default:
      return '';
  }
}

function finishBlock(block: Block | undefined): void {
  if (block === undefined || block.input === '') return;
  block.value.input = JSON.parse(block.input) as Json;
}

function append(block: Block, field: string, piece: Json | undefined): void {
  const before = block.value[field];
  block.value[field] = (typeof before === 'string' ? before : '') + (typeof piece === 'string' ? piece : '');
}

function indexOf(event: JsonObject): number {
  return typeof event.index === 'number' ? event.index : -1;
}

/** A counter that the end leaves null keeps the value of the start. */
function withoutNulls(usage: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== null));
}
