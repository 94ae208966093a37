import { FailureError } from '../../errors/failure.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Scope } from '../../language/scope.ts';
import type { MediaSource, Message, Part } from '../../model/message.ts';
import type { PromptMedia, PromptMessage } from './config.ts';

/** Roles come from the file alone; rendered text is never read again. */
export function renderMessages(messages: readonly PromptMessage[], scope: Scope): readonly Message[] {
  return messages.map((message) => ({
    role: message.role,
    content: renderParts(message, scope),
    ...(message.cache === undefined ? {} : { cache: message.cache }),
  }));
}

function renderParts(message: PromptMessage, scope: Scope): readonly Part[] {
  const media = message.media.map((part) => renderMedia(part, scope));
  if (message.text === undefined) return media;
  const text: Part = { type: 'text', text: message.text.render(scope) };
  return media.length === 0 ? [text] : [...media, text];
}

function renderMedia(media: PromptMedia, scope: Scope): Part {
  const value = toObject(media.source.evaluate(scope));
  const source = toSource(value);
  if (media.type === 'image') return { type: 'image', source };
  const { filename } = value;
  return { type: 'file', source, ...(typeof filename === 'string' ? { filename } : {}) };
}

function toSource(value: JsonObject): MediaSource {
  const { url, data, media_type: mediaType } = value;
  if (typeof url === 'string') return { kind: 'url', url, ...(typeof mediaType === 'string' ? { mediaType } : {}) };
  if (typeof data === 'string' && typeof mediaType === 'string') return { kind: 'base64', mediaType, data };
  throw badMedia('media needs `url`, or `data` with `media_type`');
}

function toObject(value: Json): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw badMedia('media is not an object');
}

function badMedia(detail: string): FailureError {
  return new FailureError({ type: 'invalid_request', title: 'Media cannot be sent', detail, code: 'prompt/media' });
}
