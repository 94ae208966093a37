import type { Json, JsonObject, ModelRequest, ToolDefinition } from '@sluice/core';
import { withoutUndefined } from '../../wire/without-undefined.ts';
import { modelTraits } from '../model-traits.ts';
import { outputName } from '../output-name.ts';
import { isStrictSchema } from '../strict-schema.ts';
import type { Target } from '../target.ts';
import { toResponsesInput } from './to-responses-input.ts';

/** The body of `POST /responses`. Nothing is stored at the vendor: state comes back encrypted and is sent again. */
export function toResponsesRequest(request: ModelRequest, target: Target, stream: boolean): JsonObject {
  const { params, tools } = request;
  const { instructions, input } = toResponsesInput(request.messages, target);
  const effort = params.reasoning?.effort;
  return {
    ...withoutUndefined({
      model: target.model,
      instructions,
      input,
      temperature: params.temperature,
      top_p: params.topP,
      max_output_tokens: params.maxTokens,
      reasoning: effort === undefined ? undefined : { effort },
      service_tier: params.serviceTier,
      metadata: params.metadata,
      text: toTextFormat(request),
      tools: tools === undefined || tools.length === 0 ? undefined : tools.map(toResponsesTool),
      tool_choice: toToolChoice(request),
      store: false,
      include: keepsReasoning(target) ? ['reasoning.encrypted_content'] : undefined,
      stream: stream ? true : undefined,
    }),
    ...params.extra,
  };
}

/** Other models answer 400 to the question for encrypted reasoning. */
function keepsReasoning({ gateway, model }: Target): boolean {
  return (gateway.name === 'openai' || gateway.name === 'azure') && modelTraits(model).reasons;
}

/** `strict` is on by default in this API and refuses schemas outside its subset. */
function toResponsesTool({ name, description, parameters }: ToolDefinition): JsonObject {
  return withoutUndefined({ type: 'function', name, description, parameters: parameters as Json, strict: false });
}

function toToolChoice({ toolChoice }: ModelRequest): Json | undefined {
  return typeof toolChoice === 'object' ? { type: 'function', name: toolChoice.name } : toolChoice;
}

function toTextFormat({ output }: ModelRequest): JsonObject | undefined {
  if (output === undefined) return undefined;
  const { name, schema } = output;
  return {
    format: { type: 'json_schema', name: outputName(name), schema: schema as Json, strict: isStrictSchema(schema) },
  };
}
