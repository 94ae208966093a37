import type { AbortSignalLike, Clock, GenerateOptions } from '@sluice/core';
import { idleDeadline, settled } from '../deadline.ts';

export interface Watch {
  readonly signal: AbortSignalLike;
  readonly clock: Clock;
  /** A stream that says nothing for so long has failed. */
  readonly idleMs: number;
}

/** Runs a streamed call, and ends it as a `timeout` when nothing of it arrives for `idleMs`. */
export async function watchStream<T>(
  { signal, clock, idleMs }: Watch,
  call: (options: Pick<GenerateOptions, 'signal' | 'onActivity'>) => Promise<T>,
): Promise<T> {
  const idle = idleDeadline(signal, {
    ms: idleMs,
    clock,
    failure: {
      type: 'timeout',
      title: 'The stream fell silent',
      detail: `nothing of the answer arrived for ${idleMs / 1000} s`,
      code: 'model/idle-stream',
    },
  });
  try {
    return await settled(call({ signal: idle.signal, onActivity: idle.restart }), idle.signal, clock);
  } catch (error) {
    throw idle.signal.aborted && !signal.aborted ? idle.signal.reason : error;
  } finally {
    idle.dispose();
  }
}
