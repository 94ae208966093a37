import type { Role } from '../../model/message.ts';
import type { LocatedJson } from '../../yaml/located-json.ts';
import type { CompileContext } from '../compile-context.ts';
import type { PromptMedia, PromptMessage } from './config.ts';
import * as problems from './problems.ts';

/** `system`, `user`, `assistant` or `messages` as a conversation; `undefined` when something in it is wrong. */
export function compileMessages(config: LocatedJson, context: CompileContext): readonly PromptMessage[] | undefined {
  const list = config.get('messages');
  const keys = (['system', 'user', 'assistant'] as const).filter((key) => config.get(key) !== undefined);
  if (list === undefined && !keys.includes('user')) {
    context.report(problems.noMessage.at(config.at(), {}));
  }
  for (const key of keys) {
    if (list !== undefined && key !== 'system') {
      context.report(problems.messagesAndText.at(config.keyAt(key), { key }));
    }
  }
  const short = keys.map((role) => compileText(role, config.get(role), context));
  const messages = [...short, ...(list?.items() ?? []).map((item) => compileMessage(item, context))];
  const sound = messages.filter((message) => message !== undefined);
  return sound.length === messages.length ? sound : undefined;
}

function compileText(role: Role, source: LocatedJson | undefined, context: CompileContext): PromptMessage | undefined {
  const text = source === undefined ? undefined : context.template(source);
  return text === undefined ? undefined : { role, text, media: [] };
}

function compileMessage(source: LocatedJson, context: CompileContext): PromptMessage | undefined {
  const textSource = source.get('text');
  const media = source.get('media')?.items() ?? [];
  if (textSource === undefined && media.length === 0) {
    context.report(problems.emptyMessage.at(source.at(), {}));
    return undefined;
  }
  const text = textSource === undefined ? undefined : context.template(textSource);
  if (textSource !== undefined && text === undefined) return undefined;
  const cache = readCache(source.get('cache'));
  return {
    role: source.get('role')?.value as Role,
    ...(text === undefined ? {} : { text }),
    media: media.flatMap((item) => compileMedia(item, context) ?? []),
    ...(cache === undefined ? {} : { cache }),
  };
}

function compileMedia(source: LocatedJson, context: CompileContext): PromptMedia | undefined {
  const url = source.get('url') !== undefined;
  const data = source.get('data') !== undefined;
  if (url === data || (data && source.get('media_type') === undefined)) {
    context.report(problems.mediaSource.at(source.at(), {}));
    return undefined;
  }
  const value = context.value(source, { type: 'object', additionalProperties: { type: 'string' } });
  return value === undefined
    ? undefined
    : { type: source.get('type')?.value === 'file' ? 'file' : 'image', source: value };
}

function readCache(source: LocatedJson | undefined): PromptMessage['cache'] {
  if (source === undefined || source.value === false) return undefined;
  const ttl = source.get('ttl')?.value;
  return ttl === '5m' || ttl === '1h' ? { ttl } : {};
}
