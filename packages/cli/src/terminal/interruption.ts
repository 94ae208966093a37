import { exitCode } from '../exit-code.ts';
import type { Terminal } from './terminal.ts';

export interface Interruption {
  /** Start nothing new. */
  readonly stop: AbortSignal;
  /** End what is in flight. */
  readonly abort: AbortSignal;
  dispose(): void;
}

const settleMs = 5000;

/** Ctrl-C once: calls in flight get five seconds. Twice: they are ended now. */
export function interruption(terminal: Terminal): Interruption {
  const stop = new AbortController();
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onSignal = (): void => {
    // What is left runs `finally`; who asks once more does not want to wait for it. The log is on the disk.
    if (abort.signal.aborted) process.exit(exitCode.interrupted);
    if (stop.signal.aborted) {
      abort.abort(new Error('interrupted'));
      return;
    }
    terminal.note('\nstopping: calls in flight may end (5 s); once more to stop now');
    stop.abort(new Error('interrupted'));
    timer = setTimeout(() => abort.abort(new Error('interrupted')), settleMs);
    timer.unref();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    stop: stop.signal,
    abort: abort.signal,
    dispose() {
      clearTimeout(timer);
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
