import type { JsonObject, JsonSchema, Message, ModelRequest, Part, ToolDefinition } from '@sluice/core';
import { isObject, listAt, numberAt, objectAt, textAt } from '../wire/json.ts';
import { recordedOrigin, recordedSource } from './recorded-request.ts';

/** The port's request that a recorded Responses body says; fields that the port does not know go into `extra`. */
export function fromResponsesBody(body: JsonObject, provider: string): ModelRequest {
  const format = objectAt(objectAt(body, 'text'), 'format');
  const isSchema = format['type'] === 'json_schema';
  const tools = toTools(body);
  const temperature = numberAt(body, 'temperature');
  const instructions = textAt(body, 'instructions');
  const {
    model: _model,
    input,
    stream: _stream,
    instructions: _said,
    temperature: _warm,
    text,
    tools: listed,
    ...rest
  } = body;
  return {
    messages: [
      ...(instructions === undefined
        ? []
        : [{ role: 'system' as const, content: [{ type: 'text' as const, text: instructions }] }]),
      ...toMessages(input, provider),
    ],
    params: {
      ...(temperature === undefined ? {} : { temperature }),
      extra: {
        ...rest,
        ...(isSchema || text === undefined ? {} : { text }),
        ...(tools.length > 0 || listed === undefined ? {} : { tools: listed }),
      },
    },
    ...(isSchema
      ? { output: { name: textAt(format, 'name') ?? 'output', schema: (format['schema'] ?? {}) as JsonSchema } }
      : {}),
    ...(tools.length === 0 ? {} : { tools }),
    origin: recordedOrigin,
  };
}

function toTools(body: JsonObject): readonly ToolDefinition[] {
  const listed = listAt(body, 'tools').filter(isObject);
  if (!listed.every(({ type }) => type === 'function')) return [];
  return listed.map((tool) => {
    const description = textAt(tool, 'description');
    return {
      name: textAt(tool, 'name') ?? '',
      ...(description === undefined ? {} : { description }),
      parameters: (tool['parameters'] ?? { type: 'object', properties: {} }) as JsonSchema,
    };
  });
}

function toMessages(input: unknown, provider: string): readonly Message[] {
  if (typeof input === 'string') return [{ role: 'user', content: [{ type: 'text', text: input }] }];
  return (Array.isArray(input) ? input : []).filter(isObject).map((item) => toMessage(item, provider));
}

function toMessage(item: JsonObject, provider: string): Message {
  const { role } = item;
  const call = textAt(item, 'call_id') ?? '';
  if (item['type'] === 'function_call_output' && typeof item['output'] === 'string') {
    return { role: 'tool', content: [{ type: 'tool-result', id: call, name: '', output: item['output'] }] };
  }
  if (item['type'] === 'function_call') {
    const name = textAt(item, 'name') ?? '';
    return {
      role: 'assistant',
      content: [{ type: 'tool-call', id: call, name, arguments: textAt(item, 'arguments') ?? '' }],
    };
  }
  if (role === 'user') return { role, content: toParts(item, provider) };
  if (role === 'system' || role === 'developer') return { role: 'system', content: toParts(item, provider) };
  // Reasoning, the vendor's own tools and its turns go back as they came.
  return { role: 'assistant', content: [{ type: 'provider', provider, value: { items: [item] } }] };
}

function toParts(item: JsonObject, provider: string): readonly Part[] {
  const { content } = item;
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }];
  return listAt(item, 'content')
    .filter(isObject)
    .map((part): Part => {
      const image = textAt(part, 'image_url');
      if (part['type'] === 'input_text') return { type: 'text', text: textAt(part, 'text') ?? '' };
      if (part['type'] === 'input_image' && image !== undefined)
        return { type: 'image', source: recordedSource(image) };
      return { type: 'provider', provider, value: part };
    });
}
