import {
  type AbortSignalLike,
  type Cost,
  type Failure,
  FailureError,
  inputTokens,
  type ModelEnd,
  type ModelRequest,
  type ModelResponse,
  outputTokens,
  sumKnown,
  type Usage,
} from '@sluice/core';
import type { Charge } from '../budget/budget.ts';
import { guessInputTokens } from '../budget/guess-input-tokens.ts';
import { type CallReservation, reserveCall } from '../budget/reserve-call.ts';
import { abortFailure, toFailure } from '../failures.ts';
import type { LaneReport, TokenGuess } from '../limits/limits.ts';
import { recordedResponse } from './answer-of.ts';
import { type LeafSlot, leafSlot } from './leaf-slot.ts';
import type { BoundCall } from './model-call.ts';
import { recordModelError } from './record-model.ts';
import { mayRetry, retryDelay } from './retry-delay.ts';
import { attemptCall } from './retrying.ts';
import { listenTo } from './stream.ts';
import { watchStream } from './watch-stream.ts';

export interface Attempted {
  readonly event: ModelEnd;
  /** The budget allowed less output than usual: the answer is no model for other runs. */
  readonly narrowed: boolean;
}

/** Attempts on one model, with its limits, its budget and its retries. The answer is durable when this resolves. */
export async function attemptModel(bound: BoundCall): Promise<Attempted> {
  const { call, breaker, signal } = bound;
  const { session, node } = call.instance;
  for (let attempt = 1; ; attempt += 1) {
    const result = await attemptOnce(bound);
    if (result.ok) return result.attempted;
    const { failure } = result;
    noteFailure(bound, failure);
    const again =
      !signal.aborted && !call.told && mayRetry(failure, attempt, node.policy.retry) && breaker?.allows() !== false;
    const context = { policy: node.policy.retry, random: session.host.random };
    const delay = again ? retryDelay(failure, attempt, context) : undefined;
    recordModelError(call, { ...result, candidate: bound.candidate, retryInMs: delay });
    if (delay === undefined) throw new FailureError(failure);
    await waitToRetry(bound, failure, delay);
  }
}

type Once =
  | { readonly ok: true; readonly attempted: Attempted; readonly seen: LaneReport }
  | {
      readonly ok: false;
      readonly seen: LaneReport;
      readonly failure: Failure;
      readonly latencyMs: number;
      readonly waitedMs: number;
      readonly usage?: Usage | undefined;
      readonly cost?: Cost | undefined;
    };

async function attemptOnce(bound: BoundCall): Promise<Once> {
  const { call, candidate } = bound;
  const { instance } = call;
  const [provider = ''] = candidate.reference.split('/', 1);
  const lane = { kind: 'model', name: provider, model: candidate.reference, tokens: () => guessTokens(bound) } as const;
  const slot = await leafSlot(instance, lane);
  let seen: LaneReport | undefined;
  try {
    const { model, request, signal } = bound;
    const { budgets } = instance.frame;
    const reservation = await reserveCall({ model, request, budgets, signal }, instance.session.host);
    const result = await generate(bound, slot, reservation);
    seen = result.seen;
    return result;
  } finally {
    slot.release(seen);
  }
}

/** For a provider's limit of tokens. */
function guessTokens({ model, request, call }: BoundCall): TokenGuess {
  const { estimateInputTokens = guessInputTokens } = call.instance.session.host;
  const { maxTokens } = request.params;
  const input = estimateInputTokens(request, model.id);
  return maxTokens === undefined ? { input } : { input, maxOutput: maxTokens };
}

async function generate(bound: BoundCall, slot: LeafSlot, reservation: CallReservation | undefined): Promise<Once> {
  const { call, model } = bound;
  const { instance } = call;
  const { clock, prices } = instance.session.host;
  const started = clock.now();
  const waitedMs = slot.waitedMs + (reservation?.waitedMs ?? 0);
  const stream = listenTo(call);
  try {
    const request = reservation?.request ?? bound.request;
    const response = await attemptCall(instance, (signal) => send(bound, { request, signal, onDelta: stream.onDelta }));
    const cost = costOfAnswer(bound, response, started);
    reservation?.settle(charge(response.usage, cost));
    const attempted = await recordAnswer(bound, response, { cost, waitedMs, elapsedMs: clock.now() - started });
    stream.complete();
    bound.breaker?.succeeded();
    const narrowed = reservation?.narrowed === true;
    return { ok: true, attempted: { event: attempted, narrowed }, seen: reportOf(response) };
  } catch (error) {
    const failure = instance.signal.aborted ? abortFailure(instance.signal) : toFailure(error);
    const usage = error instanceof FailureError ? error.usage : undefined;
    const cost = usage === undefined ? undefined : prices.cost(model.id, usage, started);
    reservation?.settle(usage === undefined ? unreported(failure) : charge(usage, cost));
    const latencyMs = clock.now() - started;
    instance.now += latencyMs;
    const { retryAfterMs } = failure;
    const seen = retryAfterMs === undefined ? {} : { retryAfterMs };
    return { ok: false, failure, latencyMs, waitedMs, usage, cost, seen };
  }
}

interface Sending {
  readonly request: ModelRequest;
  readonly signal: AbortSignalLike;
  readonly onDelta: ((text: string) => void) | undefined;
}

const usualStreamIdleMs = 120_000;

function send({ model, call }: BoundCall, { request, signal, onDelta }: Sending): Promise<ModelResponse> {
  if (onDelta === undefined) return model.generate(request, { signal });
  const { clock, streamIdleMs: idleMs = usualStreamIdleMs } = call.instance.session.host;
  return watchStream({ signal, clock, idleMs }, (options) => model.generate(request, { ...options, onDelta }));
}

function reportOf({ rateLimit, usage }: ModelResponse): LaneReport {
  const used = [inputTokens(usage), outputTokens(usage)] as const;
  return {
    ...(rateLimit === undefined ? {} : { rateLimit }),
    ...(used[0] === undefined || used[1] === undefined ? {} : { used: { input: used[0], output: used[1] } }),
  };
}

interface Measured {
  readonly cost: Cost;
  readonly waitedMs: number;
  readonly elapsedMs: number;
}

async function recordAnswer(bound: BoundCall, response: ModelResponse, measured: Measured): Promise<ModelEnd> {
  const { call, candidate, model, key } = bound;
  const { instance, number } = call;
  const { session, path, tally } = instance;
  const { timeToFirstTokenMs } = response.timing;
  const latencyMs = response.timing.latencyMs ?? (model.recorded === true ? undefined : measured.elapsedMs);
  call.attempts += 1;
  const event: ModelEnd & { readonly at: number } = {
    type: 'model-end',
    at: session.host.clock.now(),
    path,
    call: number,
    attempt: call.attempts,
    alias: candidate.alias,
    model: model.id,
    requestKey: key,
    response: recordedResponse(response),
    finish: response.finish,
    usage: response.usage,
    cost: measured.cost,
    fromCache: false,
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(timeToFirstTokenMs === undefined ? {} : { timeToFirstTokenMs }),
    waitedMs: measured.waitedMs,
  };
  await session.journal.durable(event);
  tally.answered(event);
  if (latencyMs === undefined) tally.latencyUnknown();
  instance.now += latencyMs ?? 0;
  return event;
}

function costOfAnswer({ model, call }: BoundCall, response: ModelResponse, at: number): Cost {
  const { recordedCostUsd } = response;
  if (recordedCostUsd !== undefined) {
    return { known: true, nanoUsd: Math.round(recordedCostUsd * 1e9), source: 'recorded' };
  }
  return call.instance.session.host.prices.cost(model.id, response.usage, at);
}

/** What a budget is charged for an answer. */
function charge(usage: Usage, cost: Cost | undefined): Charge {
  const counts = [inputTokens(usage), outputTokens(usage)];
  return { tokens: sumKnown(counts), nanoUsd: cost?.known === true ? cost.nanoUsd : undefined };
}

/** A call that never got through cost nothing; one that broke off may have been billed in full. */
function unreported(failure: Failure): Charge {
  const broken = failure.type === 'timeout' || failure.type === 'truncated_stream' || failure.type === 'cancelled';
  return broken ? { nanoUsd: undefined, tokens: undefined } : { nanoUsd: 0, tokens: 0 };
}

function noteFailure({ breaker, signal }: BoundCall, failure: Failure): void {
  // A request that was wrong, or stopped by us, says nothing about the model.
  const ours = signal.aborted || failure.type === 'invalid_request' || failure.type === 'context_length';
  if (ours) breaker?.abandoned();
  else breaker?.failed();
}

async function waitToRetry({ call, signal }: BoundCall, failure: Failure, delay: number): Promise<void> {
  const { session, tally } = call.instance;
  await session.host.clock.sleep(delay, signal);
  // Waiting because of limits is no time of the provider's.
  if (failure.type === 'rate_limit') tally.waited(delay);
  else call.instance.now += delay;
}
