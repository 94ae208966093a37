import type { AbortSignalLike, Clock } from '../host.ts';

export interface VirtualClock extends Clock {
  /** Moves time forward; sleepers wake in order. */
  advance(ms: number): Promise<void>;
  /** Lets time pass, sleeper by sleeper, until the work is done. */
  run<T>(work: Promise<T>): Promise<T>;
  /** What was slept through so far, in order of waking. */
  readonly slept: readonly number[];
}

interface Sleeper {
  readonly wakeAt: number;
  readonly ms: number;
  readonly wake: () => void;
}

/**
 * Time that passes only when told to: nothing in a test waits for real. `turn` gives real input and output a turn
 * of the event loop (`setImmediate`), where work waits for that too.
 */
export function virtualClock(turn?: () => Promise<unknown>): VirtualClock {
  let now = 1_700_000_000_000;
  const sleepers = new Set<Sleeper>();
  const slept: number[] = [];
  const wakeNext = (until: number): boolean => {
    let next: Sleeper | undefined;
    for (const sleeper of sleepers) if (next === undefined || sleeper.wakeAt < next.wakeAt) next = sleeper;
    if (next === undefined || next.wakeAt > until) return false;
    now = Math.max(now, next.wakeAt);
    sleepers.delete(next);
    slept.push(next.ms);
    next.wake();
    return true;
  };
  return {
    slept,
    now: () => now,
    sleep: (ms, signal) => sleep({ ms, wakeAt: now + Math.max(0, ms), signal, sleepers }),
    async advance(ms) {
      const until = now + ms;
      await settle();
      while (wakeNext(until)) await settle();
      now = until;
    },
    async run(work) {
      let done = false;
      const finish = (): void => {
        done = true;
      };
      work.then(finish, finish);
      await settle();
      while (!done) {
        await turn?.();
        if (!done && !wakeNext(Number.POSITIVE_INFINITY) && turn === undefined) break;
        await settle();
      }
      return await work;
    },
  };
}

function sleep(request: {
  readonly ms: number;
  readonly wakeAt: number;
  readonly signal: AbortSignalLike;
  readonly sleepers: Set<Sleeper>;
}): Promise<void> {
  const { ms, wakeAt, signal, sleepers } = request;
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const stop = (): void => {
      sleepers.delete(sleeper);
      reject(signal.reason);
    };
    const wake = (): void => {
      signal.removeEventListener('abort', stop);
      resolve();
    };
    const sleeper: Sleeper = { ms, wakeAt, wake };
    sleepers.add(sleeper);
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** Enough turns of the microtask queue for work that waits for nothing else to come to rest. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await undefined;
}
