import { splitPieces } from '../tokens/split-pieces.ts';
import type { Exchange, Frame, FrameStream, GenerationEndpoint } from '../wire/endpoint.ts';
import { isObject, type JsonObject } from '../wire/json.ts';
import { isNewVersion, readMessageRequest } from './read-message-request.ts';

/** `POST /v1/messages`. */
export const messages: GenerationEndpoint = {
  kind: 'generation',
  route: 'anthropic/messages',
  vendor: 'anthropic',
  read: readMessageRequest,
  whole: (exchange) => messageOf(exchange, contentOf(exchange)),
  stream: messageEvents,
};

type Block =
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'tool_use'; readonly id: string; readonly name: string; readonly input: JsonObject };

function contentOf(exchange: Exchange): readonly Block[] {
  const { reply, identifier, tokens } = exchange;
  const blocks: Block[] = [];
  if (tokens.reasoning > 0 && thinks(exchange))
    blocks.push({ type: 'thinking', thinking: 'Simulated thinking.', signature: identifier(64) });
  const text = reply.refusal ?? reply.text;
  if (text !== '') blocks.push({ type: 'text', text });
  for (const call of reply.calls)
    blocks.push({ type: 'tool_use', id: `toolu_01${identifier(22)}`, name: call.name, input: call.arguments });
  return blocks;
}

function thinks({ request }: Exchange): boolean {
  const thinking = request.body['thinking'];
  return isObject(thinking) && thinking['type'] !== 'disabled';
}

function messageOf(exchange: Exchange, content: readonly Block[]): JsonObject {
  const { prompt, identifier, reply } = exchange;
  return {
    id: `msg_01${identifier(22)}`,
    type: 'message',
    role: 'assistant',
    model: prompt.model,
    content,
    stop_reason: stopReason(exchange),
    stop_sequence: reply.stopSequence ?? null,
    stop_details: stopDetails(exchange),
    usage: messageUsage(exchange),
    ...(isNewVersion(exchange.request) ? { container: null, diagnostics: null } : {}),
  };
}

function messageEvents(exchange: Exchange): FrameStream {
  const content = contentOf(exchange);
  const usage = messageUsage(exchange);
  const start = {
    ...messageOf(exchange, []),
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
    usage: { ...usage, output_tokens: 1 },
  };
  const frames: Frame[] = [];
  const send = (type: string, members: JsonObject, tokens = 0): void => {
    frames.push({ bytes: `event: ${type}\ndata: ${JSON.stringify({ type, ...members })}\n\n`, tokens });
  };
  send('message_start', { message: start });
  for (const [index, block] of content.entries()) {
    send('content_block_start', { index, content_block: emptied(block) });
    if (index === 0) send('ping', {});
    for (const delta of deltasOf(block)) send('content_block_delta', { index, delta }, 1);
    send('content_block_stop', { index });
  }
  const { service_tier: _tier, inference_geo: _geo, cache_creation: _creation, speed: _speed, ...totals } = usage;
  const delta = {
    stop_reason: stopReason(exchange),
    stop_sequence: exchange.reply.stopSequence ?? null,
    stop_details: stopDetails(exchange),
  };
  send('message_delta', { delta, usage: totals });
  send('message_stop', {});
  return { contentType: 'text/event-stream; charset=utf-8', frames };
}

function emptied(block: Block): Block {
  if (block.type === 'text') return { type: 'text', text: '' };
  return block.type === 'thinking' ? { type: 'thinking', thinking: '', signature: '' } : { ...block, input: {} };
}

function deltasOf(block: Block): readonly JsonObject[] {
  if (block.type === 'text') return splitPieces(block.text).map((text) => ({ type: 'text_delta', text }));
  if (block.type === 'thinking') {
    const thoughts = splitPieces(block.thinking).map((thinking) => ({ type: 'thinking_delta', thinking }));
    return [...thoughts, { type: 'signature_delta', signature: block.signature }];
  }
  const pieces = ['', ...splitPieces(JSON.stringify(block.input))];
  return pieces.map((partial) => ({ type: 'input_json_delta', partial_json: partial }));
}

const stopReasons = {
  stop: 'end_turn',
  length: 'max_tokens',
  stop_sequence: 'stop_sequence',
  tool_calls: 'tool_use',
  refusal: 'refusal',
  content_filter: 'refusal',
} as const;

function stopReason({ reply }: Exchange): string {
  return stopReasons[reply.finish];
}

function stopDetails(exchange: Exchange): JsonObject | null {
  if (stopReason(exchange) !== 'refusal') return null;
  return { type: 'refusal', category: 'general_harms', explanation: exchange.reply.refusal ?? null };
}

/** Anthropic's inclusion rules: cached tokens are outside `input_tokens`, thinking is inside `output_tokens`. */
function messageUsage({ tokens, request }: Exchange): JsonObject {
  const shared = {
    input_tokens: tokens.fresh,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: tokens.cached,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    output_tokens: tokens.visible + tokens.reasoning,
    service_tier: 'standard',
    inference_geo: 'not_available',
  };
  if (!isNewVersion(request)) return shared;
  return {
    ...shared,
    output_tokens_details: { thinking_tokens: tokens.reasoning },
    server_tool_use: null,
    speed: 'standard',
  };
}
