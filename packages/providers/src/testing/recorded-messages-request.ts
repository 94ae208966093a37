import type { Json, JsonObject, Message, ModelParams, ModelRequest, Part, ReasoningParams } from '@sluice/core';
import { isObject, listAt, numberAt, objectAt, textAt } from '../wire/json.ts';
import { recordedOrigin } from './recorded-request.ts';

/** The port's request that a recorded Anthropic Messages body says; fields that the port does not know go into `extra`. */
export function fromMessagesBody(body: JsonObject): ModelRequest {
  const tools = listAt(body, 'tools').filter(isObject);
  const own = tools.length > 0 && tools.every(isPlainTool);
  const choice = toToolChoice(objectAt(body, 'tool_choice'));
  const format = objectAt(objectAt(body, 'output_config'), 'format');
  const system = toParts(body.system).map((part): Message => ({ role: 'system', ...part }));
  const messages = listAt(body, 'messages').filter(isObject).flatMap(toMessages);
  return {
    messages: [...system, ...messages],
    params: toParams(body, [...(own ? ['tools'] : []), ...(own && choice !== undefined ? ['tool_choice'] : [])]),
    ...(isObject(format.schema) ? { output: { name: 'output', schema: format.schema } } : {}),
    ...(own ? { tools: tools.map(toTool) } : {}),
    ...(own && choice !== undefined ? { toolChoice: choice } : {}),
    origin: recordedOrigin,
  };
}

function isPlainTool(tool: JsonObject): boolean {
  return Object.keys(tool).every((key) => ['name', 'description', 'input_schema'].includes(key));
}

function toTool(tool: JsonObject): NonNullable<ModelRequest['tools']>[number] {
  const description = textAt(tool, 'description');
  return {
    name: textAt(tool, 'name') ?? '',
    ...(description === undefined ? {} : { description }),
    parameters: objectAt(tool, 'input_schema'),
  };
}

function toToolChoice(choice: JsonObject): ModelRequest['toolChoice'] {
  if (Object.keys(choice).some((key) => key !== 'type' && key !== 'name')) return undefined;
  if (choice.type === 'tool') return { name: textAt(choice, 'name') ?? '' };
  if (choice.type === 'any') return 'required';
  return choice.type === 'auto' || choice.type === 'none' ? choice.type : undefined;
}

/** One message for each block, so that each may carry its own mark; the adapter joins neighbours of one role. */
function toMessages(message: JsonObject): readonly Message[] {
  const role = message.role === 'assistant' ? 'assistant' : 'user';
  return toParts(message.content).map((part) => ({ role, ...part }));
}

type OneBlock = Pick<Message, 'content' | 'cache'>;

function toParts(content: Json | undefined): readonly OneBlock[] {
  if (typeof content === 'string') return [{ content: [{ type: 'text', text: content }] }];
  return (Array.isArray(content) ? content.filter(isObject) : []).map((block) => {
    const { cache_control: mark, ...rest } = block;
    return { content: [toPart(rest)], ...(isObject(mark) ? { cache: toCache(mark) } : {}) };
  });
}

function toCache({ ttl }: JsonObject): NonNullable<Message['cache']> {
  return ttl === '1h' || ttl === '5m' ? { ttl } : {};
}

function toPart(block: JsonObject): Part {
  const keys = Object.keys(block).sort().join();
  if (keys === 'text,type') return { type: 'text', text: textAt(block, 'text') ?? '' };
  if (keys === 'id,input,name,type') {
    const { id, name, input } = block;
    return { type: 'tool-call', id: String(id), name: String(name), arguments: JSON.stringify(input) };
  }
  const url = textAt(objectAt(block, 'source'), 'url');
  if (block.type === 'image' && url !== undefined) return { type: 'image', source: { kind: 'url', url } };
  const output = toolOutput(block);
  if (output !== undefined) {
    const isError = block.is_error === true ? { isError: true } : {};
    return { type: 'tool-result', id: String(block.tool_use_id), name: '', output, ...isError };
  }
  return { type: 'provider', provider: 'anthropic', value: block };
}

/** The text of a tool's result, where it is nothing but one text. */
function toolOutput(block: JsonObject): string | undefined {
  if (block.type !== 'tool_result') return undefined;
  if (typeof block.content === 'string') return block.content;
  const parts = listAt(block, 'content');
  return parts.length === 1 ? textAt(parts[0], 'text') : undefined;
}

const understood: readonly string[] = [
  'model',
  'messages',
  'system',
  'stream',
  'max_tokens',
  'temperature',
  'top_k',
  'stop_sequences',
];

function toParams(body: JsonObject, taken: readonly string[]): ModelParams {
  const maxTokens = numberAt(body, 'max_tokens');
  const temperature = numberAt(body, 'temperature');
  const topK = numberAt(body, 'top_k');
  const stop = listAt(body, 'stop_sequences').map(String);
  const reasoning = toReasoning(body);
  const user = textAt(objectAt(body, 'metadata'), 'user_id');
  const known = [...understood, ...taken, ...(user === undefined ? [] : ['metadata'])];
  const spoken = reasoning === undefined ? known : [...known, 'thinking', 'output_config'];
  const plainOutput = Object.keys(objectAt(body, 'output_config')).join() === 'format' ? ['output_config'] : [];
  return {
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(topK === undefined ? {} : { topK }),
    ...(stop.length === 0 ? {} : { stop }),
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(user === undefined ? {} : { metadata: { user_id: user } }),
    extra: Object.fromEntries(Object.entries(body).filter(([name]) => ![...spoken, ...plainOutput].includes(name))),
  };
}

function toReasoning(body: JsonObject): ReasoningParams | undefined {
  const thinking = objectAt(body, 'thinking');
  const keys = Object.keys(thinking).sort().join();
  if (isObject(body.output_config)) return undefined;
  if (keys === 'type' && thinking.type === 'disabled') return { effort: 'none' };
  const budgetTokens = numberAt(thinking, 'budget_tokens');
  return keys === 'budget_tokens,type' && budgetTokens !== undefined ? { budgetTokens } : undefined;
}
