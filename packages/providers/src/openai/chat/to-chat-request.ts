import type { Json, JsonObject, ModelRequest, ReasoningParams, ToolDefinition } from '@sluice/core';
import type { Gateway } from '../../compatible/gateway.ts';
import { withoutUndefined } from '../../wire/without-undefined.ts';
import { outputName } from '../output-name.ts';
import { isStrictSchema } from '../strict-schema.ts';
import type { Target } from '../target.ts';
import { toChatMessages } from './to-chat-messages.ts';

/** The body of `POST /chat/completions`. */
export function toChatRequest(request: ModelRequest, target: Target, stream: boolean): JsonObject {
  const { params, tools } = request;
  const { gateway } = target;
  return {
    ...withoutUndefined({
      model: target.model,
      messages: messagesWithSchema(request, target),
      temperature: params.temperature,
      top_p: params.topP,
      top_k: params.topK,
      stop: params.stop,
      [gateway.maxTokens]: params.maxTokens,
      ...(gateway.seed === 'none' ? {} : { [gateway.seed]: params.seed }),
      ...toReasoning(params.reasoning, gateway),
      service_tier: params.serviceTier,
      metadata: params.metadata,
      response_format: toResponseFormat(request, gateway),
      tools: tools === undefined || tools.length === 0 ? undefined : tools.map(toChatTool),
      tool_choice: toToolChoice(request, gateway),
      stream: stream ? true : undefined,
      stream_options: stream && gateway.streamOptions ? { include_usage: true } : undefined,
    }),
    ...gateway.body,
    ...params.extra,
  };
}

function toChatTool({ name, description, parameters }: ToolDefinition): JsonObject {
  return { type: 'function', function: withoutUndefined({ name, description, parameters: parameters as Json }) };
}

function toToolChoice({ toolChoice }: ModelRequest, gateway: Gateway): Json | undefined {
  if (typeof toolChoice === 'object') return { type: 'function', function: { name: toolChoice.name } };
  return toolChoice === 'required' ? gateway.requiredTool : toolChoice;
}

function toResponseFormat({ output }: ModelRequest, gateway: Gateway): JsonObject | undefined {
  if (output === undefined || gateway.output === 'none') return undefined;
  if (gateway.output === 'json_object') return { type: 'json_object' };
  const { name, schema } = output;
  const format = { name: outputName(name), schema: schema as Json, strict: isStrictSchema(schema) };
  return { type: 'json_schema', json_schema: format };
}

/** Where only "some JSON" can be asked for, the vendor wants the schema and the word JSON in the prompt. */
function messagesWithSchema(request: ModelRequest, target: Target): readonly JsonObject[] {
  const messages = toChatMessages(request.messages, target);
  if (request.output === undefined || target.gateway.output !== 'json_object') return messages;
  const content = `Answer only with JSON that fits this JSON Schema:\n${JSON.stringify(request.output.schema)}`;
  const first = messages[0];
  if (first?.['role'] !== 'system') return [{ role: 'system', content }, ...messages];
  return [{ ...first, content: `${String(first['content'])}\n\n${content}` }, ...messages.slice(1)];
}

function toReasoning(reasoning: ReasoningParams | undefined, gateway: Gateway): Record<string, Json | undefined> {
  if (reasoning === undefined) return {};
  const { effort, budgetTokens } = reasoning;
  switch (gateway.reasoning) {
    case 'reasoning_effort':
      return { reasoning_effort: effort };
    case 'reasoning':
      return { reasoning: withoutUndefined({ effort, max_tokens: budgetTokens }) };
    case 'thinking':
      return { thinking: { type: effort === 'none' ? 'disabled' : 'enabled' } };
    case 'none':
      return {};
  }
}
