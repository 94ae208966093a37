import { type AbortSignalLike, type Failure, FailureError } from '@sluice/core';
import { type Deadline, deadline, settled } from '../deadline.ts';
import { abortFailure, toFailure } from '../failures.ts';
import type { StepInstance } from '../frames.ts';
import type { Lane } from '../limits/limits.ts';
import { leafSlot } from './leaf-slot.ts';
import { mayRetry, retryDelay } from './retry-delay.ts';

export interface RetriedCall<T> {
  readonly lane: Lane;
  /** Whether doing it twice does no harm. */
  readonly mayRepeat: boolean;
  call(signal: AbortSignalLike, attempt: number): Promise<T>;
  /** Told of every failed attempt. */
  failed?(failure: Failure, attempt: number, retryInMs: number | undefined): void;
}

/** Calls of tools and modules: a slot, an attempt with its timeout, and again as the policy says. */
export async function retrying<T>(instance: StepInstance, request: RetriedCall<T>): Promise<T> {
  const { session, node, tally, signal } = instance;
  const { clock, random } = session.host;
  for (let attempt = 1; ; attempt += 1) {
    const slot = await leafSlot(instance, request.lane);
    tally.waited(slot.waitedMs);
    const started = clock.now();
    const begin = instance.now;
    let failure: Failure;
    try {
      return await attemptCall(instance, (within) => request.call(within, attempt));
    } catch (error) {
      failure = signal.aborted ? abortFailure(signal) : toFailure(error);
    } finally {
      instance.now = Math.max(instance.now, begin + clock.now() - started);
      slot.release();
    }
    const again = request.mayRepeat && !signal.aborted && mayRetry(failure, attempt, node.policy.retry);
    const delay = again ? retryDelay(failure, attempt, { policy: node.policy.retry, random }) : undefined;
    request.failed?.(failure, attempt, delay);
    if (delay === undefined) throw new FailureError(failure);
    await clock.sleep(delay, signal);
    instance.now += delay;
  }
}

/** One attempt, with `attempt_timeout`; waits until what was aborted has stopped. */
export async function attemptCall<T>(
  instance: StepInstance,
  call: (signal: AbortSignalLike) => Promise<T>,
): Promise<T> {
  const { session, signal } = instance;
  const limit = attemptDeadline(instance);
  const within = limit?.signal ?? signal;
  try {
    return await settled(call(within), within, session.host.clock);
  } catch (error) {
    throw limit?.signal.aborted === true && !signal.aborted ? limit.signal.reason : error;
  } finally {
    limit?.dispose();
  }
}

function attemptDeadline({ node, session, signal }: StepInstance): Deadline | undefined {
  const { attemptTimeoutMs } = node.policy;
  if (attemptTimeoutMs === undefined) return undefined;
  return deadline(signal, {
    ms: attemptTimeoutMs,
    clock: session.host.clock,
    failure: {
      type: 'timeout',
      title: 'The attempt took too long',
      detail: `no answer within ${attemptTimeoutMs / 1000} s`,
      code: 'step/attempt-timeout',
    },
  });
}
