import { FailureError, type JsonObject, type Model, type ModelResponse } from '@sluice/core';
import { answerHeaders } from '../wire/answer-headers.ts';
import { truncatedStream } from '../wire/truncated-stream.ts';
import { callOpenai, wireContext } from './call-openai.ts';
import type { OpenaiConnection } from './openai-options.ts';
import type { OpenaiWire } from './openai-wire.ts';
import type { Target } from './target.ts';

/** A model behind one of OpenAI's APIs, at OpenAI or at any gateway of the table. */
export function openaiModel(connection: OpenaiConnection, model: string, wire: OpenaiWire): Model {
  const target: Target = { provider: connection.name, model, gateway: connection.gateway };
  return {
    id: `${connection.name}/${model}`,
    async prepare() {
      await import('openai');
    },
    unsupported: (request) => wire.unsupported(request, target),
    async generate(request, { signal, onDelta, onActivity }) {
      const startedAt = connection.now();
      const body = wire.toRequest(request, target, onDelta !== undefined);
      const call = { path: wire.path, model, body, signal };
      const complete = completer({ connection, target, wire, startedAt });
      if (onDelta === undefined) {
        const { body: answer = {}, headers } = await callOpenai(connection, call);
        return complete(answer, headers);
      }
      const stream = wire.openStream();
      let firstTokenAt: number | undefined;
      const { body: whole, headers } = await callOpenai(connection, call, (event) => {
        onActivity?.();
        const text = stream.add(event);
        if (stream.started) firstTokenAt ??= connection.now();
        if (text !== '') onDelta(text);
      });
      if (whole !== undefined) {
        // The server did not stream: its text is one delta.
        const response = complete(whole, headers);
        if (response.text !== '') onDelta(response.text);
        return response;
      }
      if (!stream.finished) throw truncatedStream(headers, wire.marker, wireContext(connection));
      return complete(stream.body(), headers, firstTokenAt);
    },
  };
}

interface Circumstances {
  readonly connection: OpenaiConnection;
  readonly target: Target;
  readonly wire: OpenaiWire;
  readonly startedAt: number;
}

type Complete = (body: JsonObject, headers: Headers, firstTokenAt?: number) => ModelResponse;

function completer({ connection, target, wire, startedAt }: Circumstances): Complete {
  return (body, headers, firstTokenAt) => {
    const failure = wire.failureIn(body, headers, wireContext(connection));
    if (failure !== undefined) throw new FailureError(failure);
    const now = connection.now();
    return {
      ...wire.toResponse(body, target),
      ...answerHeaders(headers, now),
      timing: {
        latencyMs: now - startedAt,
        ...(firstTokenAt === undefined ? {} : { timeToFirstTokenMs: firstTokenAt - startedAt }),
      },
    };
  };
}
