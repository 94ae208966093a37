import type { AbortSignalLike, Clock } from '@sluice/core';
import { childSignal } from '../deadline.ts';

/** Where calls of a run begin and end. Told to stop, it lets those in flight end, begins none, then aborts the run. */
export interface StopGate {
  /** Of the run: aborted from outside, or when nothing is in flight after `stop`. */
  readonly signal: AbortSignalLike;
  /** Waits where the run is about to be aborted. Gives what says that the call has ended. */
  enter(): Promise<() => void>;
  dispose(): void;
}

export interface Stopping {
  readonly stop: AbortSignalLike;
  readonly signal: AbortSignalLike;
  readonly clock: Clock;
}

/** How long a step may take to write down what its last call gave. */
const recordMs = 100;

export function stopGate({ stop, signal, clock }: Stopping): StopGate {
  const run = childSignal(signal);
  let inFlight = 0;
  const settle = (): void => {
    if (!stop.aborted || inFlight > 0 || run.signal.aborted) return;
    const abort = (): void => {
      if (inFlight === 0) run.abort(stop.reason);
    };
    clock.sleep(recordMs, run.signal).then(abort, () => undefined);
  };
  if (stop.aborted) settle();
  else stop.addEventListener('abort', settle, { once: true });
  return {
    signal: run.signal,
    async enter() {
      if (stop.aborted && !run.signal.aborted) {
        await new Promise<void>((resolve) => run.signal.addEventListener('abort', () => resolve(), { once: true }));
      }
      inFlight += 1;
      return () => {
        inFlight -= 1;
        settle();
      };
    },
    dispose() {
      stop.removeEventListener('abort', settle);
      run.dispose();
    },
  };
}
