import { type AbortSignalLike, type Clock, type Failure, FailureError } from '@sluice/core';

/** A signal below another one, that may end earlier for reasons of its own. */
export interface Deadline {
  readonly signal: AbortSignalLike;
  abort(reason: unknown): void;
  /** Lets go of the parent and of the timer. Does not abort. */
  dispose(): void;
}

export function childSignal(parent: AbortSignalLike): Deadline {
  const controller = new AbortController();
  const follow = (): void => controller.abort(parent.reason);
  if (parent.aborted) follow();
  else parent.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    dispose: () => parent.removeEventListener('abort', follow),
  };
}

export interface Timeout {
  readonly ms: number;
  readonly clock: Clock;
  readonly failure: Failure;
}

/** A child signal that aborts with `failure` after `ms`. */
export function deadline(parent: AbortSignalLike, { ms, clock, failure }: Timeout): Deadline {
  const child = childSignal(parent);
  const timer = new AbortController();
  clock.sleep(ms, timer.signal).then(
    () => child.abort(new FailureError(failure)),
    () => undefined,
  );
  return {
    signal: child.signal,
    abort: child.abort,
    dispose() {
      child.dispose();
      timer.abort();
    },
  };
}

/** A deadline that starts again with every sign of life. */
export interface IdleDeadline extends Deadline {
  restart(): void;
}

/** A child signal that aborts with `failure` when `restart` was not called for `ms`. */
export function idleDeadline(parent: AbortSignalLike, { ms, clock, failure }: Timeout): IdleDeadline {
  const child = childSignal(parent);
  const timer = new AbortController();
  let last = clock.now();
  const watch = async (): Promise<void> => {
    // One timer at a time, however many events arrive.
    for (let left = ms; left > 0; left = last + ms - clock.now()) await clock.sleep(left, timer.signal);
    child.abort(new FailureError(failure));
  };
  watch().catch(() => undefined);
  return {
    signal: child.signal,
    abort: child.abort,
    restart() {
      last = clock.now();
    },
    dispose() {
      child.dispose();
      timer.abort();
    },
  };
}

/** How long work that was told to stop may take to do so. */
const graceMs = 10_000;

/** The work's own end; work that does not stop when aborted is left behind after a grace period. */
export function settled<T>(work: Promise<T>, signal: AbortSignalLike, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    let grace: AbortController | undefined;
    const onAbort = (): void => {
      grace = new AbortController();
      clock.sleep(graceMs, grace.signal).then(
        () => reject(signal.reason),
        () => undefined,
      );
    };
    const end = (): void => {
      signal.removeEventListener('abort', onAbort);
      grace?.abort();
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    work.then(
      (value) => {
        end();
        resolve(value);
      },
      (error: unknown) => {
        end();
        reject(error);
      },
    );
  });
}
