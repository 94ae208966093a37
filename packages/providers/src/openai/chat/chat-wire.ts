import type { Failure, JsonObject } from '@sluice/core';
import { isObject } from '../../wire/json.ts';
import { plainFailure, streamFailure, type WireContext } from '../../wire/wire-failure.ts';
import type { OpenaiWire } from '../openai-wire.ts';
import { unsupportedByChat } from '../unsupported-parameters.ts';
import { firstChoice } from './chat-answer.ts';
import { chatStream } from './chat-stream.ts';
import { toChatRequest } from './to-chat-request.ts';
import { toChatResponse } from './to-chat-response.ts';

/** Chat Completions. */
export const chatWire: OpenaiWire = {
  path: '/chat/completions',
  marker: 'a finish_reason',
  unsupported: unsupportedByChat,
  toRequest: toChatRequest,
  openStream: chatStream,
  failureIn: chatFailure,
  toResponse: toChatResponse,
};

/** A body without any choice, and a choice that says its provider failed (OpenRouter). */
function chatFailure(body: JsonObject, headers: Headers, context: WireContext): Failure | undefined {
  const choice = firstChoice(body);
  if (choice === undefined) {
    const detail = `${context.provider} sent a body without choices`;
    return { ...plainFailure('server_error', detail, context), code: 'wire/no-choices' };
  }
  const { error, finish_reason: finish } = choice;
  if (finish !== 'error' && !isObject(error)) return undefined;
  return streamFailure(
    { error: isObject(error) ? error : { message: 'the provider behind it failed' } },
    headers,
    context,
  );
}
