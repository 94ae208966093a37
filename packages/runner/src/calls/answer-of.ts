import type { ModelAnswer, ModelEnd, ModelResponse, RecordedResponse } from '@sluice/core';

/** The recorded answer as a step gets it. */
export function answerOf(event: ModelEnd): ModelAnswer {
  const { response, usage, finish, alias, model, fromCache } = event;
  return {
    turn: [{ type: 'text', text: response.text }],
    ...response,
    usage,
    finish,
    alias,
    modelId: model,
    fromCache,
  };
}

/** The response without what the event says itself. */
export function recordedResponse(response: ModelResponse): RecordedResponse {
  const { usage: _usage, finish: _finish, turn, ...rest } = response;
  const [part] = turn;
  const plain = turn.length === 1 && part?.type === 'text' && part.text === response.text;
  return plain ? rest : { ...rest, turn };
}
