import { type AbortSignalLike, type Failure, FailureError, type FailureType } from '@sluice/core';
import type { Exchange } from './capture-fetch.ts';
import { plainFailure, type WireContext } from './wire-failure.ts';

export interface CallState {
  readonly signal: AbortSignalLike;
  readonly exchange: Exchange;
}

/**
 * What an exception out of an SDK means when the answer itself says nothing: an abort, a timer, the network,
 * a body that is no JSON. The original error is not kept: SDK errors carry headers and bodies.
 */
export function thrownFailure(thrown: unknown, state: CallState, context: WireContext): FailureError {
  const own = ownFailure(thrown);
  if (own !== undefined) return own;
  if (state.signal.aborted) return abortFailure(state.signal, context);
  const failure = fromException(thrown, state, context);
  return new FailureError(failure);
}

/** A failure of ours that the injected fetch threw: SDKs wrap what they catch. */
function ownFailure(thrown: unknown, depth = 0): FailureError | undefined {
  if (thrown instanceof FailureError) return thrown;
  return thrown instanceof Error && depth < 5 ? ownFailure(thrown.cause, depth + 1) : undefined;
}

/** The failure of a call whose signal is aborted: the reason's own where it carries one. */
export function abortFailure(signal: AbortSignalLike, context: WireContext): FailureError {
  const { reason } = signal;
  if (reason instanceof FailureError) return reason;
  const type: FailureType = isNamed(reason, 'TimeoutError') ? 'timeout' : 'cancelled';
  return new FailureError(plainFailure(type, `the call to ${context.provider} was ended: ${textOf(reason)}`, context));
}

function fromException(thrown: unknown, state: CallState, context: WireContext): Failure {
  const { provider } = context;
  if (isNamed(thrown, 'SyntaxError')) {
    const detail = `${provider} sent malformed JSON${state.exchange.streaming ? ' inside the stream' : ''}: ${textOf(thrown)}`;
    return { ...plainFailure('server_error', detail, context), code: 'wire/malformed-json', ...statusOf(state) };
  }
  const code = causeCode(thrown);
  if (state.exchange.streaming) {
    const detail = `the connection to ${provider} was lost in the middle of the answer (${code ?? textOf(thrown)})`;
    return { ...plainFailure('truncated_stream', detail, context), code: 'wire/connection-lost', ...statusOf(state) };
  }
  const type: FailureType =
    timeoutCodes.includes(code ?? '') || isNamed(thrown, 'TimeoutError') ? 'timeout' : 'network';
  const detail = `the call to ${provider} failed: ${[code, textOf(thrown)].filter((part) => part !== undefined).join(' ')}`;
  return { ...plainFailure(type, detail, context), ...(code === undefined ? {} : { code }) };
}

const timeoutCodes: readonly string[] = [
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
];

function statusOf(state: CallState): { status?: number } {
  return state.exchange.status === undefined ? {} : { status: state.exchange.status };
}

/** `ECONNREFUSED` and the like, wherever in the chain of causes it stands. */
function causeCode(thrown: unknown, depth = 0): string | undefined {
  if (!(thrown instanceof Error) || depth > 5) return undefined;
  const code: unknown = Reflect.get(thrown, 'code');
  if (typeof code === 'string') return code;
  if (thrown instanceof AggregateError) return causeCode(thrown.errors[0], depth + 1);
  return causeCode(thrown.cause, depth + 1);
}

function isNamed(thrown: unknown, name: string): boolean {
  return typeof thrown === 'object' && thrown !== null && Reflect.get(thrown, 'name') === name;
}

function textOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
