import { isDeepStrictEqual } from 'node:util';
import type { Failure, FailureType, FinishReason, Json, ModelResponse } from '@sluice/core';
import { isObject, parseJson } from '../wire/json.ts';
import type { Replay } from './cassette-player.ts';
import type { RecordedAnswer, Recording } from './recording.ts';

/** What differs between what the adapter made of a recording and what the recording says; empty where nothing does. */
export function compareReplay(replay: Replay): readonly string[] {
  const { recording, outcome, sent } = replay;
  const differences = sent.length === 1 ? [] : [`${sent.length} requests were sent, not 1`];
  if (isFailed(recording)) {
    if (outcome.ok) return [...differences, 'the recording failed, the adapter answered'];
    return [...differences, ...compareFailure(recording, outcome.failure)];
  }
  if (!outcome.ok) return [...differences, `failed: ${outcome.failure.type}: ${outcome.failure.detail}`];
  return [...differences, ...compareAnswer(recording.expected, outcome.response)];
}

function isFailed({ expected, response }: Recording): boolean {
  return response.status >= 400 || isPresent(expected.error) || expected.incomplete_stream === true;
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function compareAnswer(expected: RecordedAnswer, response: ModelResponse): string[] {
  const differences: string[] = [];
  const check = (what: string, theirs: unknown, ours: unknown): void => {
    if (!isDeepStrictEqual(theirs, ours)) differences.push(`${what}: recorded ${show(theirs)}, ours ${show(ours)}`);
  };
  check('text', expected.text ?? '', response.text);
  check('tool calls', expected.tool_calls.map(recordedCall), response.toolCalls.map(ourCall(expected)));
  check('usage', expected.usage ?? undefined, response.usage.raw);
  if (isPresent(expected.refusal)) check('refusal', expected.refusal, response.refusal);
  if (isPresent(expected.reasoning_text)) check('reasoning', expected.reasoning_text, response.reasoningText);
  if (isPresent(expected.model)) check('model', expected.model, response.model);
  return [...differences, ...compareFinish(expected, response), ...checkBuckets(response)];
}

function recordedCall(call: RecordedAnswer['tool_calls'][number]): unknown {
  return { id: isPresent(call.id) ? call.id : undefined, name: call.name, arguments: asJson(call.arguments) };
}

function ourCall(expected: RecordedAnswer): (call: ModelResponse['toolCalls'][number], index: number) => unknown {
  // A vendor without ids of calls leaves it to us to make them.
  return ({ id, name, arguments: text }, index) => ({
    id: isPresent(expected.tool_calls[index]?.id) ? id : undefined,
    name,
    arguments: asJson(text),
  });
}

/** Arguments are compared as values: recorders keep them as text or as objects. */
function asJson(value: Json): Json {
  if (typeof value !== 'string') return value;
  return parseJson(value) ?? value;
}

// Our word for each word of the vendors. Google says STOP (or 1) also when a tool is called.
const finishOf: Readonly<Record<string, readonly FinishReason[]>> = {
  stop: ['stop', 'tool_calls', 'refusal'],
  eos: ['stop'],
  length: ['length'],
  tool_calls: ['tool_calls'],
  function_call: ['tool_calls'],
  content_filter: ['content_filter'],
  completed: ['stop', 'tool_calls', 'refusal'],
  incomplete: ['length', 'content_filter'],
  queued: ['other'],
  in_progress: ['other'],
  end_turn: ['stop'],
  stop_sequence: ['stop'],
  max_tokens: ['length'],
  tool_use: ['tool_calls'],
  pause_turn: ['other'],
  refusal: ['refusal'],
  model_context_window_exceeded: ['length', 'other'],
  STOP: ['stop', 'tool_calls'],
  1: ['stop', 'tool_calls'],
  MAX_TOKENS: ['length'],
  2: ['length'],
  SAFETY: ['content_filter'],
  3: ['content_filter'],
  RECITATION: ['content_filter'],
  4: ['content_filter'],
  MODEL_ARMOR: ['content_filter'],
  PROHIBITED_CONTENT: ['content_filter'],
  BLOCKLIST: ['content_filter'],
  SPII: ['content_filter'],
};

function compareFinish(expected: RecordedAnswer, response: ModelResponse): string[] {
  if (!isPresent(expected.finish_reason)) return [];
  const word = String(expected.finish_reason);
  const allowed: readonly FinishReason[] = finishOf[word] ?? ['other'];
  const differences: string[] = [];
  if (!allowed.includes(response.finish)) differences.push(`finish: recorded ${word}, ours ${response.finish}`);
  if (allowed.includes('tool_calls') && response.toolCalls.length > 0 && response.finish !== 'tool_calls') {
    differences.push(`finish: tools are called, ours ${response.finish}`);
  }
  if (response.finish === 'tool_calls' && response.toolCalls.length === 0)
    differences.push('finish: no tool is called');
  if (response.rawFinish === undefined) differences.push('finish: the vendor’s word is lost');
  return differences;
}

/** Buckets are counts: whole, never negative. */
function checkBuckets({ usage }: ModelResponse): string[] {
  const { requests, billedUsd, sub, raw, anomalies, tier, geo, speed, ...buckets } = usage;
  return Object.entries(buckets)
    .filter(([, count]) => count !== undefined && !(Number.isInteger(count) && count >= 0))
    .map(([name, count]) => `usage: ${name} is ${count}`);
}

function compareFailure(recording: Recording, failure: Failure): string[] {
  const differences: string[] = [];
  const allowed = allowedFailures(recording);
  if (!allowed.includes(failure.type))
    differences.push(`failure: expected ${allowed.join(' or ')}, ours ${failure.type}`);
  const { status } = recording.response;
  if (status >= 400 && failure.status !== status)
    differences.push(`failure: status ${status} became ${failure.status}`);
  const message = isObject(recording.expected.error) ? recording.expected.error['message'] : recording.expected.error;
  if (typeof message === 'string' && !failure.detail.includes(message.slice(0, 16))) {
    differences.push(`failure: the vendor’s text is lost: ${failure.detail}`);
  }
  const id = recording.response.headers['x-request-id'] ?? recording.response.headers['request-id'];
  if (id !== undefined && failure.requestId !== id)
    differences.push(`failure: request id ${id} became ${failure.requestId}`);
  const wait = recording.response.headers['retry-after'];
  if (status === 429 && wait !== undefined && failure.retryAfterMs === undefined)
    differences.push('failure: retry-after is lost');
  return differences;
}

// Wording that tells one meaning from another under the same status; written down from the recordings and the
// vendors' references, not from our code.
const meanings: readonly (readonly [RegExp, FailureType])[] = [
  [
    /maximum context length|context window|context_length_exceeded|prompt (?:is )?too long|input is too long|messages is too long|context size|Token limit reached/,
    'context_length',
  ],
  [
    /content management policy|"content_filter"|content_policy_violation|ResponsibleAIPolicyViolation/,
    'content_filter',
  ],
  [/Incorrect API key|API key not valid|invalid subscription key|"invalid_api_key"/, 'auth'],
  [/requested model .* does not exist|is not found for API version|"model_(?:not_found|decommissioned)"/, 'not_found'],
  [/did not call a tool|Tool call validation failed|"tool_use_failed"|"json_validate_failed"/, 'invalid_output'],
  [/insufficient_quota|PerDay|credit balance is too low|enforced_spend_limit_reached/, 'quota'],
];

const statusMeanings: Readonly<Record<number, readonly FailureType[]>> = {
  400: ['invalid_request'],
  401: ['auth'],
  402: ['quota'],
  403: ['auth'],
  404: ['not_found'],
  408: ['timeout'],
  413: ['invalid_request', 'context_length'],
  429: ['rate_limit'],
  500: ['server_error'],
  502: ['server_error'],
  503: ['overloaded'],
  504: ['timeout'],
  529: ['overloaded'],
};

function allowedFailures({ expected, response }: Recording): readonly FailureType[] {
  const text = JSON.stringify([expected.error ?? null, response.body ?? null]);
  const meaning = meanings.find(([wording]) => wording.test(text))?.[1];
  if (meaning !== undefined) return [meaning];
  if (expected.incomplete_stream === true && !isPresent(expected.error)) return ['truncated_stream'];
  return statusMeanings[statusOf(expected.error, response.status)] ?? byClass(response.status);
}

/** An error inside a 200 may carry the status that it would have had. */
function statusOf(error: unknown, outer: number): number {
  if (outer >= 400 || !isObject(error)) return outer;
  return Number(error['status_code'] ?? error['code'] ?? outer);
}

function byClass(status: number): readonly FailureType[] {
  if (status >= 500) return ['server_error'];
  return status >= 400 ? ['invalid_request'] : ['invalid_request', 'server_error', 'overloaded', 'rate_limit'];
}

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length <= 160 ? text : `${text.slice(0, 160)}…`;
}
