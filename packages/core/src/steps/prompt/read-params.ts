import type { Json, JsonObject } from '../../json.ts';
import type { ModelParams, ReasoningParams } from '../../model/model.ts';

/** `params:` as files write it (snake case, checked against its schema) to the port's shape. */
export function readParams(value: Json | undefined): ModelParams {
  if (!isObject(value)) return {};
  const params: Record<string, unknown> = {};
  for (const [name, key] of plainNames) {
    if (value[name] !== undefined && value[name] !== null) params[key] = value[name];
  }
  if (isObject(value['reasoning'])) params['reasoning'] = readReasoning(value['reasoning']);
  if (typeof value['stop'] === 'string') params['stop'] = [value['stop']];
  return params;
}

const plainNames = [
  ['temperature', 'temperature'],
  ['top_p', 'topP'],
  ['top_k', 'topK'],
  ['seed', 'seed'],
  ['stop', 'stop'],
  ['max_tokens', 'maxTokens'],
  ['service_tier', 'serviceTier'],
  ['metadata', 'metadata'],
  ['extra', 'extra'],
] as const;

function readReasoning(value: JsonObject): ReasoningParams {
  const { effort, budget_tokens: budgetTokens } = value;
  return {
    ...(typeof effort === 'string' ? { effort: effort as NonNullable<ReasoningParams['effort']> } : {}),
    ...(typeof budgetTokens === 'number' ? { budgetTokens } : {}),
  };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
