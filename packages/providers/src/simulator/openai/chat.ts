import { splitPieces } from '../tokens/split-pieces.ts';
import type { Exchange, Frame, FrameStream, GenerationEndpoint } from '../wire/endpoint.ts';
import { isObject, type JsonObject } from '../wire/json.ts';
import type { SimulatedCall } from '../wire/reply.ts';
import { readChat } from './read-chat.ts';

/** `POST /v1/chat/completions`. */
export const chat: GenerationEndpoint = {
  kind: 'generation',
  route: 'openai/chat/completions',
  vendor: 'openai',
  read: readChat,
  whole: chatCompletion,
  stream: chatChunks,
};

function chatCompletion(exchange: Exchange): JsonObject {
  const { reply, prompt } = exchange;
  const message = {
    role: 'assistant',
    content: reply.text === '' && (reply.calls.length > 0 || reply.refusal !== undefined) ? null : reply.text,
    refusal: reply.refusal ?? null,
    annotations: [],
    ...(reply.calls.length === 0 ? {} : { tool_calls: reply.calls.map((call) => wireCall(call, exchange)) }),
  };
  const choices = Array.from({ length: prompt.choices }, (_, index) => ({
    index,
    message,
    logprobs: null,
    finish_reason: finishReason(exchange),
  }));
  return { ...heading(exchange, 'chat.completion'), choices, usage: chatUsage(exchange), service_tier: 'default' };
}

function chatChunks(exchange: Exchange): FrameStream {
  const { reply, prompt, request } = exchange;
  const shared = { ...heading(exchange, 'chat.completion.chunk'), service_tier: 'default' };
  const withUsage =
    isObject(request.body['stream_options']) && request.body['stream_options']['include_usage'] === true;
  const chunk = (choices: readonly unknown[], usage: JsonObject | null): string =>
    `data: ${JSON.stringify({ ...shared, choices, ...(withUsage ? { usage } : {}) })}\n\n`;
  const frames: Frame[] = [];
  for (let index = 0; index < prompt.choices; index += 1) {
    const delta = (change: JsonObject, tokens: number, finish: string | null = null): void => {
      frames.push({ bytes: chunk([{ index, delta: change, logprobs: null, finish_reason: finish }], null), tokens });
    };
    delta({ role: 'assistant', content: reply.calls.length > 0 ? null : '', refusal: null }, 0);
    for (const piece of splitPieces(reply.text)) delta({ content: piece }, 1);
    for (const piece of splitPieces(reply.refusal ?? '')) delta({ refusal: piece }, 1);
    for (const [at, call] of reply.calls.entries()) callDeltas(wireCall(call, exchange), at, delta);
    delta({}, 0, finishReason(exchange));
  }
  if (withUsage) frames.push({ bytes: chunk([], chatUsage(exchange)), tokens: 0 });
  frames.push({ bytes: 'data: [DONE]\n\n', tokens: 0 });
  return { contentType: 'text/event-stream; charset=utf-8', frames };
}

interface WireCall {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
}

function callDeltas(call: WireCall, index: number, delta: (change: JsonObject, tokens: number) => void): void {
  delta({ tool_calls: [{ index, ...call, function: { name: call.function.name, arguments: '' } }] }, 1);
  for (const piece of splitPieces(call.function.arguments))
    delta({ tool_calls: [{ index, function: { arguments: piece } }] }, 1);
}

function wireCall(call: SimulatedCall, { identifier }: Exchange): WireCall {
  return {
    id: `call_${identifier(24)}`,
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  };
}

function heading({ identifier, created, prompt }: Exchange, object: string): JsonObject {
  return {
    id: `chatcmpl-${identifier(29)}`,
    object,
    created,
    model: prompt.model,
    system_fingerprint: 'fp_simulated0',
  };
}

function finishReason({ reply }: Exchange): string {
  if (reply.finish === 'length' || reply.finish === 'tool_calls' || reply.finish === 'content_filter')
    return reply.finish;
  return 'stop';
}

/** OpenAI's inclusion rules: cached tokens are inside the prompt's, reasoning inside the completion's. */
function chatUsage({ tokens, prompt }: Exchange): JsonObject {
  const input = tokens.fresh + tokens.cached;
  const reasoning = tokens.reasoning * prompt.choices;
  const output = tokens.visible * prompt.choices + reasoning;
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: tokens.cached, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
