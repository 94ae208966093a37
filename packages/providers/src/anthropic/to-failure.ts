import { FailureError, type Json } from '@sluice/core';
import { isErrorInside } from '../wire/classify-error.ts';
import { isObject, parseJson } from '../wire/json.ts';
import { type CallState, thrownFailure } from '../wire/thrown-failure.ts';
import { answerFailure, streamFailure, type WireContext } from '../wire/wire-failure.ts';

/** What `thrown` out of the SDK means, read from the wire first: an error answer, an `error` event, a lost connection. */
export function toFailure(thrown: unknown, state: CallState, context: WireContext): FailureError {
  if (thrown instanceof FailureError) return thrown;
  const { status, headers, text, streaming } = state.exchange;
  if (!state.signal.aborted && text !== undefined && (Number(status) >= 400 || isErrorInside(parseJson(text)))) {
    return new FailureError(answerFailure({ status, headers, text }, context));
  }
  const event = streaming ? errorEvent(thrown) : undefined;
  if (event !== undefined) return new FailureError(streamFailure(event, headers, context));
  return thrownFailure(thrown, state, context);
}

/** The SDK throws an `error` event as an APIError whose `error` is the event's data. */
function errorEvent(thrown: unknown): Json | undefined {
  const data: unknown = thrown instanceof Error ? Reflect.get(thrown, 'error') : undefined;
  return isObject(data) || typeof data === 'string' ? data : undefined;
}
