import type { ServerResponse } from 'node:http';

/** Waits; resolves to `false` at once when the client leaves or the server closes. */
export function pause(milliseconds: number, response: ServerResponse): Promise<boolean> {
  if (response.destroyed) return Promise.resolve(false);
  if (milliseconds <= 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const left = (): void => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      response.off('close', left);
      resolve(true);
    }, milliseconds);
    response.once('close', left);
  });
}

/** Waits until the client leaves or the server closes. */
export function untilClosed(response: ServerResponse): Promise<void> {
  if (response.destroyed) return Promise.resolve();
  return new Promise((resolve) => response.once('close', () => resolve()));
}
