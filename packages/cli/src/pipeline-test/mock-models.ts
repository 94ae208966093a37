import { type Json, type Message, type ModelRequest, type ModelResponse, noUsage, type Usage } from '@sluice/core';
import type { Host } from '@sluice/runner';
import { type MockBook, mockedFailure } from './mock-book.ts';
import type { MockUsage } from './test-file.ts';

/**
 * Any model, answering by the mock of the step that asks. The answer takes the way of a real one: it is parsed,
 * validated, repaired, retried, priced.
 */
export function mockModels(book: MockBook): Host['providers'] {
  return {
    resolve: async (reference) => ({
      id: reference,
      unsupported: () => [],
      async generate(request, { signal, onDelta }) {
        signal.throwIfAborted();
        const answer = book.take(request.origin.path ?? request.origin.step, 'prompt');
        if ('error' in answer) throw mockedFailure(answer);
        const text = textOf(answer.output, request.output !== undefined);
        onDelta?.(text);
        return respond(text, { request, usage: answer.usage, finish: answer.finish ?? 'stop' });
      },
    }),
  };
}

/** A text stands for itself, so that broken JSON can be mocked too; `{text}` is what a prompt without a schema gives. */
function textOf(output: Json, structured: boolean): string {
  if (typeof output === 'string') return output;
  const isText = typeof output === 'object' && output !== null && !Array.isArray(output);
  const { text } = (isText ? output : {}) as { readonly text?: Json };
  return !structured && typeof text === 'string' ? text : JSON.stringify(output);
}

interface Answer {
  readonly request: ModelRequest;
  readonly usage: MockUsage | undefined;
  readonly finish: ModelResponse['finish'];
}

function respond(text: string, { request, usage, finish }: Answer): ModelResponse {
  return {
    text,
    toolCalls: [],
    finish,
    usage: usageOf(text, request, usage),
    turn: [{ type: 'text', text }],
    timing: { latencyMs: 0 },
  };
}

/** About four characters to a token: near enough to guard a cost, not to predict one. */
const charactersPerToken = 4;

function usageOf(text: string, { messages }: ModelRequest, given: MockUsage | undefined): Usage {
  const asked = messages.reduce((sum, message) => sum + charactersIn(message), 0);
  return {
    ...noUsage,
    input: given?.input_tokens ?? Math.ceil(asked / charactersPerToken),
    output: given?.output_tokens ?? Math.ceil(text.length / charactersPerToken),
  };
}

function charactersIn({ content }: Message): number {
  return content.reduce((sum, part) => sum + (part.type === 'text' ? part.text.length : 0), 0);
}
