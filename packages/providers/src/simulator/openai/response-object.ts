import type { Exchange } from '../wire/endpoint.ts';
import { isObject, type JsonObject, listOf } from '../wire/json.ts';
import type { ResponseItem } from './response-items.ts';

/** The state of a response at one moment. */
export interface ResponseState {
  readonly id: string;
  readonly status: 'in_progress' | 'completed' | 'incomplete';
  readonly output: readonly ResponseItem[];
}

/** The status in which an answer ends. */
export function responseStatus({ reply }: Exchange): 'completed' | 'incomplete' {
  return reply.finish === 'length' || reply.finish === 'content_filter' ? 'incomplete' : 'completed';
}

/** A response as it is sent whole and inside events: the request's own settings come back in it. */
export function responseObject(exchange: Exchange, { id, status, output }: ResponseState): JsonObject {
  const { request, created, prompt, reply } = exchange;
  const { body } = request;
  const done = status !== 'in_progress';
  const reason = reply.finish === 'content_filter' ? 'content_filter' : 'max_output_tokens';
  const text = isObject(body['text']) ? body['text'] : {};
  const reasoning = isObject(body['reasoning']) ? body['reasoning'] : {};
  return {
    id,
    object: 'response',
    created_at: created,
    status,
    background: false,
    completed_at: status === 'completed' ? created : null,
    error: null,
    frequency_penalty: 0,
    incomplete_details: status === 'incomplete' ? { reason } : null,
    instructions: body['instructions'] ?? null,
    max_output_tokens: body['max_output_tokens'] ?? null,
    max_tool_calls: body['max_tool_calls'] ?? null,
    model: prompt.model,
    output,
    parallel_tool_calls: body['parallel_tool_calls'] ?? true,
    presence_penalty: 0,
    previous_response_id: body['previous_response_id'] ?? null,
    prompt_cache_key: body['prompt_cache_key'] ?? null,
    prompt_cache_retention: null,
    reasoning: { effort: reasoning['effort'] ?? null, summary: reasoning['summary'] ?? null },
    safety_identifier: null,
    service_tier: done ? 'default' : 'auto',
    store: body['store'] ?? true,
    temperature: body['temperature'] ?? 1,
    text: { format: { type: 'text' }, verbosity: 'medium', ...text },
    tool_choice: body['tool_choice'] ?? 'auto',
    tools: listOf(body['tools']),
    top_logprobs: 0,
    top_p: body['top_p'] ?? 1,
    truncation: body['truncation'] ?? 'disabled',
    usage: done ? responseUsage(exchange) : null,
    user: null,
    metadata: body['metadata'] ?? {},
  };
}

/** OpenAI's inclusion rules: cached tokens are inside the input's, reasoning inside the output's. */
function responseUsage({ tokens }: Exchange): JsonObject {
  const input = tokens.fresh + tokens.cached;
  const output = tokens.visible + tokens.reasoning;
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: tokens.cached },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: tokens.reasoning },
    total_tokens: input + output,
  };
}
