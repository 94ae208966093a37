import { splitPieces } from '../tokens/split-pieces.ts';
import type { Exchange, Frame, FrameStream, GenerationEndpoint } from '../wire/endpoint.ts';
import type { JsonObject } from '../wire/json.ts';
import { readGenerate } from './read-generate.ts';

/** `POST /v1/models/MODEL:generateContent`. */
export const generateContent: GenerationEndpoint = {
  kind: 'generation',
  route: 'google/generateContent',
  vendor: 'google',
  read: (request) => readGenerate(request, false),
  whole: wholeAnswer,
  stream: streamedAnswer,
};

/** `POST /v1/models/MODEL:streamGenerateContent`: SSE with `alt=sse`, else one JSON array. */
export const streamGenerateContent: GenerationEndpoint = {
  ...generateContent,
  route: 'google/streamGenerateContent',
  read: (request) => readGenerate(request, true),
};

function wholeAnswer(exchange: Exchange): JsonObject {
  return answerOf(exchange, {
    parts: partsOf(exchange),
    visible: exchange.tokens.visible,
    last: true,
    responseId: exchange.identifier(23),
  });
}

function streamedAnswer(exchange: Exchange): FrameStream {
  const { tokens, request } = exchange;
  const responseId = exchange.identifier(23);
  const groups = partGroups(exchange);
  const sse = request.query.get('alt') === 'sse';
  const frames = groups.map((parts, at): Frame => {
    const last = at === groups.length - 1;
    const visible = last ? tokens.visible : Math.floor((tokens.visible * (at + 1)) / groups.length);
    const json = JSON.stringify(answerOf(exchange, { parts, visible, last, responseId }));
    const bytes = sse ? `data: ${json}\r\n\r\n` : `${at === 0 ? '[' : ',\r\n'}${json}${last ? '\n]' : '\n'}`;
    return { bytes, tokens: tokens.visible / groups.length };
  });
  return { contentType: sse ? 'text/event-stream' : 'application/json; charset=UTF-8', frames };
}

interface AnswerPiece {
  readonly parts: readonly JsonObject[];
  /** Visible tokens up to and with this piece. */
  readonly visible: number;
  readonly last: boolean;
  readonly responseId: string;
}

function answerOf(exchange: Exchange, { parts, visible, last, responseId }: AnswerPiece): JsonObject {
  const { prompt, reply } = exchange;
  const finish = last ? { finishReason: finishReasonOf(exchange) } : {};
  const calls = last && reply.calls.length > 0 ? { finishMessage: 'Model generated function call(s).' } : {};
  const content = parts.length === 0 ? { role: 'model' } : { parts, role: 'model' };
  const candidates = Array.from({ length: prompt.choices }, (_, index) => ({ content, ...finish, index, ...calls }));
  return { candidates, usageMetadata: usageOf(exchange, visible), modelVersion: prompt.model, responseId };
}

function partsOf({ reply, identifier }: Exchange): readonly JsonObject[] {
  const { text } = reply;
  const calls = reply.calls.map((call) => ({
    functionCall: { name: call.name, args: call.arguments, id: identifier(8) },
  }));
  return [...(text === '' ? [] : [{ text }]), ...calls];
}

/** The parts in chunks: a few words each, calls whole and last. */
function partGroups(exchange: Exchange): readonly (readonly JsonObject[])[] {
  const pieces = splitPieces(exchange.reply.text);
  const size = Math.max(1, Math.ceil(pieces.length / 40));
  const texts = Array.from({ length: Math.ceil(pieces.length / size) }, (_, at) => [
    { text: pieces.slice(at * size, (at + 1) * size).join('') },
  ]);
  const calls = partsOf(exchange).filter((part) => part['functionCall'] !== undefined);
  const groups = calls.length > 0 ? [...texts, calls] : texts;
  return groups.length > 0 ? groups : [[]];
}

const finishReasons = {
  stop: 'STOP',
  stop_sequence: 'STOP',
  tool_calls: 'STOP',
  length: 'MAX_TOKENS',
  refusal: 'SAFETY',
  content_filter: 'SAFETY',
} as const;

function finishReasonOf({ reply }: Exchange): string {
  return finishReasons[reply.finish];
}

/** Gemini's inclusion rules: cached tokens are inside the prompt's, thoughts outside the candidates'. */
function usageOf({ tokens, prompt }: Exchange, visible: number): JsonObject {
  const input = tokens.fresh + tokens.cached;
  const candidates = visible * prompt.choices;
  return {
    promptTokenCount: input,
    ...(candidates === 0 ? {} : { candidatesTokenCount: candidates }),
    totalTokenCount: input + candidates + tokens.reasoning,
    ...(tokens.cached === 0 ? {} : { cachedContentTokenCount: tokens.cached }),
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: input }],
    ...(tokens.reasoning === 0 ? {} : { thoughtsTokenCount: tokens.reasoning }),
  };
}
