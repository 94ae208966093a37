import {
  FailureError,
  type FailureType,
  type JsonObject,
  type Model,
  type ModelProvider,
  type ModelRequest,
  type ModelResponse,
  noUsage,
  permanentFailures,
  retryableFailures,
  type Usage,
} from '@sluice/core';
import { type Recording, RecordingFile } from './recording-file.ts';

/** Answers from recorded outputs: `replay/FILE`, looked up by the dataset row's id, the step and the sample. */
export function replayProvider(): ModelProvider {
  const files = new Map<string, RecordingFile>();
  return {
    name: 'replay',
    model(path) {
      const file = files.get(path) ?? new RecordingFile(path);
      files.set(path, file);
      return replayModel(file);
    },
    async close() {
      await Promise.all([...files.values()].map((file) => file.close()));
    },
  };
}

function replayModel(file: RecordingFile): Model {
  return {
    id: `replay/${file.path}`,
    recorded: true,
    unsupported: () => [],
    async generate(request, { signal, onDelta }) {
      signal.throwIfAborted();
      const response = toResponse(await findRecording(file, request));
      if (response.text !== '') onDelta?.(response.text);
      return response;
    },
  };
}

async function findRecording(file: RecordingFile, { origin }: ModelRequest): Promise<Recording> {
  const { caseId, step, sample } = origin;
  if (caseId === undefined) {
    throw replayFailure('invalid_request', {
      detail: 'a recording answers cases of a dataset, and this call belongs to none',
      code: 'replay/no-case',
    });
  }
  const recording = await file.find({ id: caseId, step, epoch: sample });
  if (recording) return recording;
  throw replayFailure('not_found', {
    detail: `${file.path} holds no answer for the case ${caseId} (step ${step}, sample ${sample})`,
    code: 'replay/missing-case',
  });
}

function toResponse(recording: Recording): ModelResponse {
  const { output, error_code: error, latency_s, ttft_s, cost_usd, ...others } = recording;
  if (error !== undefined && error !== null) {
    throw replayFailure(failureTypeOf(error), {
      detail: `recorded error ${String(error)}`,
      code: `replay/error-${String(error)}`,
    });
  }
  // A recording that kept a null answer kept a failure: it is no empty text.
  if (output === null) {
    throw replayFailure('invalid_output', { detail: 'the recorded answer is null', code: 'replay/null-output' });
  }
  const text = output === undefined ? '' : typeof output === 'string' ? output : JSON.stringify(output);
  return {
    text,
    toolCalls: [],
    finish: 'stop',
    usage: toUsage(recording),
    turn: [{ type: 'text', text }],
    timing: {
      ...(typeof latency_s === 'number' ? { latencyMs: latency_s * 1000 } : {}),
      ...(typeof ttft_s === 'number' ? { timeToFirstTokenMs: ttft_s * 1000 } : {}),
    },
    recorded: others as JsonObject,
    ...(typeof cost_usd === 'number' ? { recordedCostUsd: cost_usd } : {}),
  };
}

function toUsage({ input_tokens, output_tokens }: Recording): Usage {
  return {
    ...noUsage,
    input: typeof input_tokens === 'number' ? input_tokens : undefined,
    output: typeof output_tokens === 'number' ? output_tokens : undefined,
  };
}

function failureTypeOf(code: unknown): FailureType {
  const known: readonly string[] = [...retryableFailures, ...permanentFailures];
  if (typeof code === 'string' && known.includes(code)) return code as FailureType;
  switch (Number(code)) {
    case 401:
    case 403:
      return 'auth';
    case 404:
      return 'not_found';
    case 408:
      return 'timeout';
    case 429:
      return 'rate_limit';
    case 400:
    case 422:
      return 'invalid_request';
    case 529:
      return 'overloaded';
    default:
      return 'server_error';
  }
}

function replayFailure(type: FailureType, what: { readonly detail: string; readonly code: string }): FailureError {
  return new FailureError({ type, title: 'recorded answer', permanent: true, ...what });
}
