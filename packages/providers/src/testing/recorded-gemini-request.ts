import type { Json, JsonObject, Message, ModelParams, ModelRequest, Part, ReasoningParams } from '@sluice/core';
import { isObject, listAt, numberAt, objectAt, textAt } from '../wire/json.ts';
import { recordedOrigin } from './recorded-request.ts';

/** `generateContent` bodies come in both spellings; this is the one with capitals. Schemas and arguments stay as they are. */
export function camelCased(body: Json): Json {
  if (Array.isArray(body)) return body.map(camelCased);
  if (!isObject(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => {
      const name = key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      return [name, verbatim.includes(name) ? value : camelCased(value)];
    }),
  );
}

const verbatim: readonly string[] = ['parameters', 'parametersJsonSchema', 'responseJsonSchema', 'args', 'response'];

/** The port's request that a recorded `generateContent` body (in capitals) says; what the port does not know goes into `extra`. */
export function fromGeminiBody(body: JsonObject): ModelRequest {
  const tools = toTools(body);
  const config = objectAt(body, 'generationConfig');
  const schema = config.responseMimeType === 'application/json' ? config.responseJsonSchema : undefined;
  const choice = tools === undefined ? undefined : toToolChoice(body);
  const system = listAt(objectAt(body, 'systemInstruction'), 'parts').filter(isObject);
  return {
    messages: [
      ...(system.length === 0 ? [] : [{ role: 'system' as const, content: system.flatMap(toPart) }]),
      ...listAt(body, 'contents').filter(isObject).map(toMessage),
    ],
    params: toParams(body, { tools: tools !== undefined, choice: choice !== undefined, schema: isObject(schema) }),
    ...(isObject(schema) ? { output: { name: 'output', schema } } : {}),
    ...(tools === undefined ? {} : { tools }),
    ...(choice === undefined ? {} : { toolChoice: choice }),
    origin: recordedOrigin,
  };
}

function toTools(body: JsonObject): ModelRequest['tools'] {
  const [tool, ...more] = listAt(body, 'tools').filter(isObject);
  if (tool === undefined || more.length > 0 || Object.keys(tool).join() !== 'functionDeclarations') return undefined;
  return listAt(tool, 'functionDeclarations')
    .filter(isObject)
    .map((declaration) => {
      const description = textAt(declaration, 'description');
      const parameters = declaration.parametersJsonSchema ?? declaration.parameters;
      return {
        name: textAt(declaration, 'name') ?? '',
        ...(description === undefined ? {} : { description }),
        parameters: isObject(parameters) ? parameters : true,
      };
    });
}

function toToolChoice(body: JsonObject): ModelRequest['toolChoice'] {
  const {
    mode,
    allowedFunctionNames: allowed,
    ...more
  } = objectAt(objectAt(body, 'toolConfig'), 'functionCallingConfig');
  if (Object.keys(more).length > 0 || Object.keys(objectAt(body, 'toolConfig')).length !== 1) return undefined;
  if (Array.isArray(allowed)) return allowed.length === 1 && mode === 'ANY' ? { name: String(allowed[0]) } : undefined;
  return mode === 'AUTO' ? 'auto' : mode === 'NONE' ? 'none' : mode === 'ANY' ? 'required' : undefined;
}

function toMessage(content: JsonObject): Message {
  const role = content.role === 'model' ? 'assistant' : 'user';
  return { role, content: listAt(content, 'parts').filter(isObject).flatMap(toPart) };
}

function toPart(part: JsonObject): readonly Part[] {
  const { thoughtSignature, ...rest } = part;
  const signature: readonly Part[] =
    typeof thoughtSignature === 'string' ? [{ type: 'provider', provider: 'google', value: { thoughtSignature } }] : [];
  const keys = Object.keys(rest).join();
  if (keys === 'text') return [...signature, { type: 'text', text: textAt(rest, 'text') ?? '' }];
  if (keys === 'functionCall') {
    const { id, name, args } = objectAt(rest, 'functionCall');
    const call = {
      id: String(id ?? 'sluice-call-recorded'),
      name: String(name),
      arguments: JSON.stringify(args ?? {}),
    };
    return [...signature, { type: 'tool-call', ...call }];
  }
  const { id, name, response, ...more } = objectAt(rest, 'functionResponse');
  if (keys === 'functionResponse' && isObject(response) && Object.keys(more).length === 0) {
    return [{ type: 'tool-result', id: String(id ?? 'sluice-call-recorded'), name: String(name), output: response }];
  }
  const inline = objectAt(rest, 'inlineData');
  if (keys === 'inlineData') {
    const source = { kind: 'base64', mediaType: String(inline.mimeType), data: String(inline.data) } as const;
    return [{ type: 'file', source }];
  }
  const { fileUri, mimeType } = objectAt(rest, 'fileData');
  if (keys === 'fileData') {
    const mediaType = typeof mimeType === 'string' ? { mediaType: mimeType } : {};
    return [{ type: 'file', source: { kind: 'url', url: String(fileUri), ...mediaType } }];
  }
  return [{ type: 'provider', provider: 'google', value: part }];
}

interface Taken {
  readonly tools: boolean;
  readonly choice: boolean;
  readonly schema: boolean;
}

function toParams(body: JsonObject, taken: Taken): ModelParams {
  const config = objectAt(body, 'generationConfig');
  const { contents, systemInstruction, generationConfig, model, tools, toolConfig, ...others } = body;
  const { temperature, topP, topK, seed, maxOutputTokens, stopSequences, thinkingConfig, ...rest } = config;
  const { responseMimeType, responseJsonSchema, ...plain } = rest;
  const unknown = taken.schema ? plain : rest;
  const reasoning = toReasoning(objectAt(config, 'thinkingConfig'));
  const thinking = reasoning === undefined && thinkingConfig !== undefined ? { thinkingConfig } : {};
  const numbers = { temperature, topP, topK, seed, maxTokens: maxOutputTokens };
  const deeper = { ...unknown, ...thinking };
  return {
    ...Object.fromEntries(Object.entries(numbers).filter(([, value]) => typeof value === 'number')),
    ...(Array.isArray(stopSequences) ? { stop: stopSequences.map(String) } : {}),
    ...(reasoning === undefined ? {} : { reasoning }),
    extra: {
      ...others,
      ...(taken.tools || tools === undefined ? {} : { tools }),
      ...(taken.choice || toolConfig === undefined ? {} : { toolConfig }),
      ...(Object.keys(deeper).length === 0 ? {} : { generationConfig: deeper }),
    },
  };
}

function toReasoning(thinking: JsonObject): ReasoningParams | undefined {
  const budgetTokens = numberAt(thinking, 'thinkingBudget');
  return Object.keys(thinking).length === 1 && budgetTokens !== undefined ? { budgetTokens } : undefined;
}
