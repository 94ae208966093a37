import type { Clock } from '@sluice/core';

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      // Longer delays would fire at once: the timer counts in 32 bits.
      const timer = setTimeout(
        () => {
          signal.removeEventListener('abort', stop);
          resolve();
        },
        Math.min(ms, 2 ** 31 - 1),
      );
      signal.addEventListener('abort', stop, { once: true });
    }),
};
