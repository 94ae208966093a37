import type { JsonObject, ModelParams, ModelRequest, ToolDefinition } from '@sluice/core';
import { thinkingLevels } from './thinking.ts';
import { type GeminiContent, toContents } from './to-contents.ts';

/** What the SDK's `generateContent` takes beside the model's name; it makes the wire's body of it. */
export interface GeminiRequest {
  readonly contents: readonly GeminiContent[];
  readonly config: JsonObject;
}

/** The request in the SDK's terms, as plain data. */
export function toRequest(request: ModelRequest): GeminiRequest {
  const { params, tools, output } = request;
  const { system, contents } = toContents(request.messages);
  return {
    contents,
    config: {
      ...(system.length === 0 ? {} : { systemInstruction: { parts: system } }),
      ...generation(params),
      ...thinking(params),
      ...(output === undefined ? {} : outputFormat(output.schema)),
      ...(tools === undefined || tools.length === 0 ? {} : { tools: [{ functionDeclarations: tools.map(toTool) }] }),
      ...toolChoice(request),
      ...(params.serviceTier === undefined ? {} : { serviceTier: params.serviceTier }),
      // One call is one request: the engine decides about going on.
      automaticContinuation: false,
      automaticFunctionCalling: { disable: true },
    },
  };
}

function generation(params: ModelParams): JsonObject {
  return {
    ...(params.temperature === undefined ? {} : { temperature: params.temperature }),
    ...(params.topP === undefined ? {} : { topP: params.topP }),
    ...(params.topK === undefined ? {} : { topK: params.topK }),
    ...(params.seed === undefined ? {} : { seed: params.seed }),
    ...(params.maxTokens === undefined ? {} : { maxOutputTokens: params.maxTokens }),
    ...(params.stop === undefined || params.stop.length === 0 ? {} : { stopSequences: params.stop }),
  };
}

function thinking({ reasoning }: ModelParams): JsonObject {
  if (reasoning === undefined) return {};
  if (reasoning.budgetTokens !== undefined) return { thinkingConfig: { thinkingBudget: reasoning.budgetTokens } };
  if (reasoning.effort === 'none') return { thinkingConfig: { thinkingBudget: 0 } };
  const level = reasoning.effort === undefined ? undefined : thinkingLevels[reasoning.effort];
  return level === undefined ? {} : { thinkingConfig: { thinkingLevel: level } };
}

function outputFormat(schema: NonNullable<ModelRequest['output']>['schema']): JsonObject {
  return {
    responseMimeType: 'application/json',
    ...(typeof schema === 'boolean' ? {} : { responseJsonSchema: schema as JsonObject }),
  };
}

function toTool(tool: ToolDefinition): JsonObject {
  return {
    name: tool.name,
    ...(tool.description === undefined ? {} : { description: tool.description }),
    ...(typeof tool.parameters === 'boolean' ? {} : { parametersJsonSchema: tool.parameters as JsonObject }),
  };
}

function toolChoice({ tools, toolChoice: choice }: ModelRequest): JsonObject {
  if (tools === undefined || tools.length === 0 || choice === undefined) return {};
  const calling =
    typeof choice === 'object' ? { mode: 'ANY', allowedFunctionNames: [choice.name] } : { mode: modes[choice] };
  return { toolConfig: { functionCallingConfig: calling } };
}

const modes = { auto: 'AUTO', none: 'NONE', required: 'ANY' } as const;
