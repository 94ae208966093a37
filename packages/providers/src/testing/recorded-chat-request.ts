import type {
  Json,
  JsonObject,
  JsonSchema,
  Message,
  ModelParams,
  ModelRequest,
  Part,
  ToolDefinition,
} from '@sluice/core';
import { isObject, listAt, numberAt, objectAt, textAt } from '../wire/json.ts';
import { recordedOrigin, recordedSource } from './recorded-request.ts';

/** The port's request that a recorded Chat Completions body says; fields that the port does not know go into `extra`. */
export function fromChatBody(body: JsonObject, provider: string): ModelRequest {
  const format = objectAt(objectAt(body, 'response_format'), 'json_schema');
  const tools = toTools(body);
  const choice = toToolChoice(body['tool_choice']);
  return {
    messages: listAt(body, 'messages')
      .filter(isObject)
      .map((message) => toMessage(message, provider)),
    params: toParams(body, {
      format: Object.keys(format).length > 0,
      tools: tools.length > 0,
      choice: choice !== undefined,
    }),
    ...(Object.keys(format).length === 0
      ? {}
      : { output: { name: textAt(format, 'name') ?? 'output', schema: (format['schema'] ?? {}) as JsonSchema } }),
    ...(tools.length === 0 ? {} : { tools }),
    ...(choice === undefined ? {} : { toolChoice: choice }),
    origin: recordedOrigin,
  };
}

const understood: readonly string[] = [
  'model',
  'messages',
  'stream',
  'stream_options',
  'temperature',
  'top_p',
  'stop',
  'seed',
];

interface Taken {
  readonly format: boolean;
  readonly tools: boolean;
  readonly choice: boolean;
}

function toParams(body: JsonObject, taken: Taken): ModelParams {
  const temperature = numberAt(body, 'temperature');
  const topP = numberAt(body, 'top_p');
  const seed = numberAt(body, 'seed');
  const stop = typeof body['stop'] === 'string' ? [body['stop']] : listAt(body, 'stop').map(String);
  const extra = Object.fromEntries(
    Object.entries(body).filter(([name]) => {
      if (name === 'response_format') return !taken.format;
      if (name === 'tools') return !taken.tools;
      if (name === 'tool_choice') return !taken.choice;
      return !understood.includes(name);
    }),
  );
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(seed === undefined ? {} : { seed }),
    ...(stop.length === 0 ? {} : { stop }),
    extra,
  };
}

function toTools(body: JsonObject): readonly ToolDefinition[] {
  const listed = listAt(body, 'tools').filter(isObject);
  if (!listed.every(({ type }) => type === 'function')) return [];
  return listed.map((tool) => {
    const named = objectAt(tool, 'function');
    const description = textAt(named, 'description');
    return {
      name: textAt(named, 'name') ?? '',
      ...(description === undefined ? {} : { description }),
      parameters: (named['parameters'] ?? { type: 'object', properties: {} }) as JsonSchema,
    };
  });
}

function toToolChoice(choice: Json | undefined): ModelRequest['toolChoice'] {
  if (choice === 'auto' || choice === 'none' || choice === 'required') return choice;
  const name = textAt(objectAt(choice, 'function'), 'name');
  return name === undefined ? undefined : { name };
}

function toMessage(message: JsonObject, provider: string): Message {
  switch (message['role']) {
    case 'assistant':
      return { role: 'assistant', content: toTurn(message, provider) };
    case 'tool': {
      const content = message['content'] ?? null;
      const output = typeof content === 'string' ? content : JSON.stringify(content);
      return {
        role: 'tool',
        content: [{ type: 'tool-result', id: textAt(message, 'tool_call_id') ?? '', name: '', output }],
      };
    }
    case 'system':
    case 'developer':
      return { role: 'system', content: toParts(message['content'], provider) };
    default:
      return { role: 'user', content: toParts(message['content'], provider) };
  }
}

const ordinary: readonly string[] = ['role', 'content', 'tool_calls', 'name', 'prefix'];

function toTurn(message: JsonObject, provider: string): readonly Part[] {
  const state: Record<string, Json> = Object.fromEntries(
    Object.entries(message).filter(([name]) => !ordinary.includes(name)),
  );
  const calls = listAt(message, 'tool_calls').filter(isObject);
  // Thoughts among the parts (Mistral) go back as they came.
  const listed = listAt(message, 'content').filter(isObject);
  if (listed.some(({ type }) => type !== 'text')) state['content'] = listed;
  return [
    ...(Object.keys(state).length === 0 ? [] : [{ type: 'provider' as const, provider, value: { message: state } }]),
    ...toParts(message['content'], provider).filter(({ type }) => type === 'text'),
    ...calls.map((call) => ({
      type: 'tool-call' as const,
      id: textAt(call, 'id') ?? '',
      name: textAt(call['function'], 'name') ?? '',
      arguments: textAt(call['function'], 'arguments') ?? '',
    })),
  ];
}

function toParts(content: Json | undefined, provider: string): readonly Part[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }];
  return (Array.isArray(content) ? content : []).filter(isObject).map((part) => toPart(part, provider));
}

function toPart(part: JsonObject, provider: string): Part {
  const url = textAt(part['image_url'], 'url') ?? textAt(part, 'image_url');
  if (part['type'] === 'text') return { type: 'text', text: textAt(part, 'text') ?? '' };
  if (part['type'] === 'image_url' && url !== undefined) return { type: 'image', source: recordedSource(url) };
  return { type: 'provider', provider, value: part };
}
