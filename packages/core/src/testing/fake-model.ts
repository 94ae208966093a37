import { type Failure, FailureError } from '../errors/failure.ts';
import type { GenerateOptions, Model, ModelRequest, ModelResponse, UnsupportedParameter } from '../model/model.ts';
import { noUsage } from '../model/usage.ts';

/** Text, a whole response, a failure, or a function of the request that gives one of them. */
export type FakeAnswer =
  | string
  | Partial<ModelResponse>
  | { readonly failure: Failure }
  | ((request: ModelRequest, options: GenerateOptions) => FakeAnswer | Promise<FakeAnswer>);

export interface FakeModel extends Model {
  /** Every request, in order of arrival. */
  readonly requests: readonly ModelRequest[];
}

export interface FakeModelOptions {
  readonly id?: string;
  readonly unsupported?: readonly UnsupportedParameter[];
  readonly recorded?: boolean;
}

/** Gives its answers in order, then the last one again and again. */
export function fakeModel(answers: FakeAnswer | readonly FakeAnswer[], options: FakeModelOptions = {}): FakeModel {
  const list: readonly FakeAnswer[] = Array.isArray(answers) ? answers : [answers as FakeAnswer];
  const requests: ModelRequest[] = [];
  return {
    id: options.id ?? 'fake/model',
    requests,
    ...(options.recorded === undefined ? {} : { recorded: options.recorded }),
    unsupported: () => options.unsupported ?? [],
    async generate(request, generateOptions) {
      generateOptions.signal.throwIfAborted();
      const answer = list[Math.min(requests.length, list.length - 1)] ?? '';
      requests.push(request);
      return await toResponse(answer, request, generateOptions);
    },
  };
}

/** A complete answer: 10 tokens in, 5 out, 100 ms. */
export function fakeResponse(text: string, changes: Partial<ModelResponse> = {}): ModelResponse {
  return {
    text,
    toolCalls: [],
    finish: 'stop',
    usage: { ...noUsage, input: 10, output: 5 },
    turn: [{ type: 'text', text }],
    timing: { latencyMs: 100 },
    ...changes,
  };
}

async function toResponse(answer: FakeAnswer, request: ModelRequest, options: GenerateOptions): Promise<ModelResponse> {
  if (typeof answer === 'function') return await toResponse(await answer(request, options), request, options);
  if (typeof answer === 'string') {
    options.onDelta?.(answer);
    return fakeResponse(answer);
  }
  if ('failure' in answer) throw new FailureError(answer.failure);
  const text = answer.text ?? '';
  if (text !== '') options.onDelta?.(text);
  return fakeResponse(text, answer);
}
