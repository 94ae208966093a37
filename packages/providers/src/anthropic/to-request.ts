import type { JsonObject, ModelParams, ModelRequest, ToolDefinition } from '@sluice/core';
import { isObject } from '../wire/json.ts';
import { modelTraits } from './model-traits.ts';
import { toMessages } from './to-messages.ts';

export interface AnthropicTarget {
  readonly model: string;
  readonly version: string;
  readonly stream: boolean;
  /** The output schema in the dialect that Anthropic takes. */
  readonly schema?: JsonObject;
}

/** The body of `POST /v1/messages`. */
export function toRequest(request: ModelRequest, target: AnthropicTarget): JsonObject {
  const { params, tools } = request;
  const { system, messages } = toMessages(request.messages, target.version);
  return {
    model: target.model,
    max_tokens: maxTokens(params, target.model),
    messages,
    ...(system.length === 0 ? {} : { system }),
    ...sampling(params),
    ...reasoning(request, target),
    ...(tools === undefined || tools.length === 0 ? {} : { tools: tools.map(toTool) }),
    ...toolChoice(request),
    ...(params.serviceTier === undefined ? {} : { service_tier: params.serviceTier }),
    ...(params.metadata?.user_id === undefined ? {} : { metadata: { user_id: params.metadata.user_id } }),
    ...(target.stream ? { stream: true } : {}),
    ...params.extra,
  };
}

function maxTokens(params: ModelParams, model: string): number {
  // The thinking budget counts towards the limit: what is left is for the answer.
  return params.maxTokens ?? modelTraits(model).defaultMaxTokens + (params.reasoning?.budgetTokens ?? 0);
}

function sampling(params: ModelParams): JsonObject {
  return {
    ...(params.temperature === undefined ? {} : { temperature: params.temperature }),
    ...(params.topP === undefined ? {} : { top_p: params.topP }),
    ...(params.topK === undefined ? {} : { top_k: params.topK }),
    ...(params.stop === undefined || params.stop.length === 0 ? {} : { stop_sequences: params.stop }),
  };
}

function reasoning(request: ModelRequest, target: AnthropicTarget): JsonObject {
  const asked = request.params.reasoning;
  const effort = asked?.effort === undefined || asked.effort === 'none' ? {} : { effort: asked.effort };
  const format = target.schema === undefined ? {} : { format: { type: 'json_schema', schema: target.schema } };
  const config = { ...effort, ...format };
  return {
    ...thinking(asked, target.model),
    ...(Object.keys(config).length === 0 ? {} : { output_config: config }),
  };
}

function thinking(asked: ModelParams['reasoning'], model: string): JsonObject {
  if (asked === undefined) return {};
  if (asked.effort === 'none') return { thinking: { type: 'disabled' } };
  if (asked.budgetTokens !== undefined) return { thinking: { type: 'enabled', budget_tokens: asked.budgetTokens } };
  if (asked.effort === undefined || !modelTraits(model).adaptiveThinking) return {};
  return { thinking: { type: 'adaptive' } };
}

function toTool(tool: ToolDefinition): JsonObject {
  return {
    name: tool.name,
    ...(tool.description === undefined ? {} : { description: tool.description }),
    input_schema: isObject(tool.parameters) ? tool.parameters : { type: 'object' },
  };
}

function toolChoice(request: ModelRequest): JsonObject {
  const { tools, toolChoice: choice } = request;
  if (tools === undefined || tools.length === 0 || choice === undefined) return {};
  if (typeof choice === 'object') return { tool_choice: { type: 'tool', name: choice.name } };
  return { tool_choice: { type: choice === 'required' ? 'any' : choice } };
}
