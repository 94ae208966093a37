import type { AbortSignalLike } from '@sluice/core';

/** A signal of one call. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  /** Takes the listener off again: a run's signal outlives thousands of calls, and SDKs leave theirs on. */
  unlink(): void;
}

/** A platform signal of its own that is aborted when `signal` is, with its reason. */
export function linkSignal(signal: AbortSignalLike): LinkedSignal {
  const controller = new AbortController();
  const abort = (): void => controller.abort(signal.reason);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return { signal: controller.signal, unlink: () => signal.removeEventListener('abort', abort) };
}
