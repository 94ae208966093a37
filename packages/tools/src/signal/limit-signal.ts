import type { AbortSignalLike, FailureError } from '@sluice/core';
import { cancelledBy, toolFailure } from '../failure/tool-failure.ts';

/** A real `AbortSignal` that follows the caller's and ends after `ms`. Dispose it when the call is over. */
export function limitSignal(caller: AbortSignalLike, ms: number): LimitedSignal {
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(caller.reason);
  if (caller.aborted) onAbort();
  else caller.addEventListener('abort', onAbort, { once: true });
  let expired = false;
  const timer = setTimeout(() => {
    expired = true;
    controller.abort();
  }, ms);
  return {
    signal: controller.signal,
    failure(detail) {
      if (caller.aborted) return cancelledBy(caller);
      if (!expired) return undefined;
      const parts = { code: 'tool/timeout', title: 'tool took too long', detail: `${detail}: no end within ${ms} ms` };
      return toolFailure({ type: 'timeout', ...parts });
    },
    [Symbol.dispose]() {
      clearTimeout(timer);
      caller.removeEventListener('abort', onAbort);
    },
  };
}

export interface LimitedSignal extends Disposable {
  readonly signal: AbortSignal;
  /** The failure when it was the caller or the clock that ended the call; `detail` says what was done. */
  failure(detail: string): FailureError | undefined;
}
