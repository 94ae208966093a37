import {
  FailureError,
  type Json,
  type JsonObject,
  type MediaSource,
  type Message,
  type Part,
  type ToolCallPart,
  type ToolResultPart,
} from '@sluice/core';
import { failureTitle } from '../wire/failure-title.ts';
import { isObject, parseJson } from '../wire/json.ts';
import { mediaTypeOf } from './media-type.ts';
import { madeUpId } from './to-response.ts';

export interface GeminiContent {
  readonly role: 'user' | 'model';
  readonly parts: readonly JsonObject[];
}

export interface GeminiPrompt {
  readonly system: readonly JsonObject[];
  readonly contents: readonly GeminiContent[];
}

/** The system instruction and the turns. Tool results are user turns, and neighbours of one role are one turn. */
export function toContents(messages: readonly Message[]): GeminiPrompt {
  const system: JsonObject[] = [];
  const contents: { role: 'user' | 'model'; parts: JsonObject[] }[] = [];
  for (const message of messages) {
    const parts = toParts(message.content);
    const role = message.role === 'assistant' ? 'model' : 'user';
    const last = contents.at(-1);
    if (message.role === 'system') system.push(...parts);
    else if (last?.role === role) last.parts.push(...parts);
    else contents.push({ role, parts });
  }
  return { system, contents };
}

function toParts(content: readonly Part[]): JsonObject[] {
  const parts: JsonObject[] = [];
  let signature: JsonObject | undefined;
  for (const part of content) {
    if (isSignature(part)) {
      signature = part.value as JsonObject;
      continue;
    }
    for (const made of toPart(part)) {
      parts.push(signature === undefined ? made : { ...made, ...signature });
      signature = undefined;
    }
  }
  return signature === undefined ? parts : [...parts, { text: '', ...signature }];
}

/** A signature on its own belongs to the part that follows. */
function isSignature(part: Part): part is Part & { readonly type: 'provider'; readonly value: Json } {
  if (part.type !== 'provider' || part.provider !== 'google' || !isObject(part.value)) return false;
  return 'thoughtSignature' in part.value && Object.keys(part.value).length === 1;
}

function toPart(part: Part): readonly JsonObject[] {
  switch (part.type) {
    case 'text':
      return part.text === '' ? [] : [{ text: part.text }];
    case 'image':
    case 'file':
      return [media(part.source)];
    case 'tool-call':
      return [{ functionCall: { ...idOf(part), name: part.name, args: toolArguments(part) } }];
    case 'tool-result':
      return [{ functionResponse: { ...idOf(part), name: part.name, response: toolResponse(part) } }];
    case 'provider':
      // Another vendor's state means nothing here.
      return part.provider === 'google' && isObject(part.value) ? [part.value] : [];
  }
}

function idOf({ id }: ToolCallPart | ToolResultPart): { id?: string } {
  return id.startsWith(madeUpId) ? {} : { id };
}

/** The response must be an object. */
function toolResponse(result: ToolResultPart): JsonObject {
  if (result.isError === true) return { error: result.output };
  return isObject(result.output) ? result.output : { result: result.output };
}

function toolArguments(call: ToolCallPart): JsonObject {
  const input = parseJson(call.arguments === '' ? '{}' : call.arguments);
  if (isObject(input)) return input;
  throw new FailureError({
    type: 'invalid_request',
    title: failureTitle.invalid_request,
    detail: `the arguments of tool call ${call.id} (${call.name}) are no JSON object, which Gemini demands`,
    code: 'google/tool-arguments',
  });
}

function media(source: MediaSource): JsonObject {
  if (source.kind === 'base64') return { inlineData: { mimeType: source.mediaType, data: source.data } };
  const mimeType = source.mediaType ?? mediaTypeOf(source.url);
  return { fileData: { fileUri: source.url, ...(mimeType === undefined ? {} : { mimeType }) } };
}
