import type { AbortSignalLike } from '@sluice/core';
import type { LimitFunction } from 'p-limit';

/** A place among those that may run; the function that comes back gives it up. Rejects when aborted while waiting. */
export function acquireSlot(limit: LimitFunction, signal: AbortSignalLike): Promise<() => void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    let waiting = true;
    const leave = (): void => {
      waiting = false;
      reject(signal.reason);
    };
    signal.addEventListener('abort', leave, { once: true });
    void limit(() => {
      signal.removeEventListener('abort', leave);
      if (!waiting) return;
      return new Promise<void>((release) => resolve(release));
    });
  });
}
