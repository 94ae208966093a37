import { FailureError, type Json } from '@sluice/core';
import { isErrorInside } from '../wire/classify-error.ts';
import { isObject, parseJson } from '../wire/json.ts';
import { type CallState, thrownFailure } from '../wire/thrown-failure.ts';
import { answerFailure, streamFailure, type WireContext } from '../wire/wire-failure.ts';

/** What `thrown` out of the SDK means, read from the wire first: an error answer, an error chunk, a lost connection. */
export function toFailure(thrown: unknown, state: CallState, context: WireContext): FailureError {
  if (thrown instanceof FailureError) return thrown;
  const { status, headers, text } = state.exchange;
  if (!state.signal.aborted && text !== undefined && (Number(status) >= 400 || isErrorInside(parseJson(text)))) {
    return new FailureError(answerFailure({ status, headers, text }, context));
  }
  const chunk = state.exchange.streaming ? errorChunk(thrown) : undefined;
  if (chunk !== undefined) return new FailureError(streamFailure(chunk, headers, context));
  return thrownFailure(thrown, state, context);
}

/** The SDK throws an error chunk as `got status: UNAVAILABLE. {"error":{...}}`. */
function errorChunk(thrown: unknown): Json | undefined {
  if (!(thrown instanceof Error) || thrown.name !== 'ApiError') return undefined;
  const start = thrown.message.indexOf('{');
  const body = start === -1 ? undefined : parseJson(thrown.message.slice(start));
  return isObject(body) ? body : undefined;
}
