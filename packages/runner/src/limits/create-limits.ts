import type { AbortSignalLike, Clock } from '@sluice/core';
import pLimit, { type LimitFunction } from 'p-limit';
import { longestPauseMs } from '../calls/retry-delay.ts';
import { childSignal } from '../deadline.ts';
import { acquireSlot } from './acquire-slot.ts';
import type { Lane, LaneReport, Limits, Permit, TokenGuess } from './limits.ts';
import { type Counted, RollingWindow } from './rolling-window.ts';
import { TokenLimit } from './token-limit.ts';

export interface LimitSettings {
  readonly clock: Clock;
  /** Model calls at a time of a provider that is not named. */
  readonly providerConcurrency: number;
  readonly providers: { readonly [provider: string]: ProviderLimits };
  /** Tool and module calls at a time, each. */
  readonly toolConcurrency: number;
}

export interface ProviderLimits {
  readonly concurrency?: number;
  readonly requestsPerMinute?: number;
  /** Input and output together. */
  readonly tokensPerMinute?: number;
}

/** Concurrency by provider, requests and tokens in any 60 seconds, and the pauses that providers ask for. */
export function createLimits(settings: LimitSettings): Limits {
  const lanes = new Map<string, LaneState>();
  return {
    async acquire(lane, signal) {
      const state = laneState(lanes, settings, lane);
      const leave = await acquireSlot(state.slots, signal);
      if (isFree(state)) return permit(state, { leave, clock: settings.clock, tokens: undefined });
      try {
        const tokens = await whenDue({ state, guess: lane.tokens?.(), signal, clock: settings.clock });
        return permit(state, { leave, clock: settings.clock, tokens });
      } catch (error) {
        leave();
        throw error;
      }
    },
  };
}

interface LaneState {
  readonly slots: LimitFunction;
  /** Those that have a place and wait until they are due: one after the other, so that none is overtaken. */
  readonly line: LimitFunction;
  readonly requests: RollingWindow | undefined;
  readonly tokens: TokenLimit | undefined;
  /** When the provider may be asked again. */
  pausedUntil: number;
  /** Tells the first in line to look again: what it waits for may have changed. */
  wake: (() => void) | undefined;
}

function laneState(lanes: Map<string, LaneState>, settings: LimitSettings, lane: Lane): LaneState {
  const key = `${lane.kind}:${lane.kind === 'model' ? lane.name : ''}`;
  const known = lanes.get(key);
  if (known !== undefined) return known;
  const own = lane.kind === 'model' ? settings.providers[lane.name] : undefined;
  const common = lane.kind === 'model' ? settings.providerConcurrency : settings.toolConcurrency;
  const made: LaneState = {
    slots: pLimit(own?.concurrency ?? common),
    line: pLimit(1),
    requests: own?.requestsPerMinute === undefined ? undefined : new RollingWindow(own.requestsPerMinute),
    tokens: own?.tokensPerMinute === undefined ? undefined : new TokenLimit(own.tokensPerMinute),
    pausedUntil: 0,
    wake: undefined,
  };
  lanes.set(key, made);
  return made;
}

function isFree({ requests, tokens, pausedUntil }: LaneState): boolean {
  return pausedUntil === 0 && requests === undefined && tokens === undefined;
}

interface Granted {
  readonly leave: () => void;
  readonly clock: Clock;
  readonly tokens: Counted | undefined;
}

function permit(state: LaneState, { leave, clock, tokens }: Granted): Permit {
  return {
    release({ retryAfterMs = 0, used }: LaneReport = {}) {
      if (retryAfterMs > 0 && retryAfterMs <= longestPauseMs)
        state.pausedUntil = Math.max(state.pausedUntil, clock.now() + retryAfterMs);
      if (tokens !== undefined && used !== undefined) state.tokens?.correct(tokens, used);
      state.wake?.();
      leave();
    },
  };
}

interface Due {
  readonly state: LaneState;
  readonly guess: TokenGuess | undefined;
  readonly signal: AbortSignalLike;
  readonly clock: Clock;
}

/** Waits in line, then until the limits allow the call, which is counted. */
async function whenDue(due: Due): Promise<Counted | undefined> {
  const { state, guess, signal, clock } = due;
  const leaveLine = await acquireSlot(state.line, signal);
  try {
    for (let wait = waitFor(due); wait > 0; wait = waitFor(due)) await nap(due, wait);
    const now = clock.now();
    state.requests?.count(1, now);
    return guess === undefined ? undefined : state.tokens?.count(guess, now);
  } finally {
    leaveLine();
  }
}

/** Sleeps so long, or until the lane changes. */
async function nap({ state, signal, clock }: Due, ms: number): Promise<void> {
  const sleep = childSignal(signal);
  state.wake = () => sleep.abort(undefined);
  try {
    await clock.sleep(ms, sleep.signal);
  } catch (error) {
    if (signal.aborted) throw error;
  } finally {
    state.wake = undefined;
    sleep.dispose();
  }
}

function waitFor({ state, guess, clock }: Due): number {
  const now = clock.now();
  if (state.pausedUntil > now) return state.pausedUntil - now;
  state.pausedUntil = 0;
  const requests = state.requests?.waitMs(1, now) ?? 0;
  return Math.max(requests, guess === undefined ? 0 : (state.tokens?.waitMs(guess, now) ?? 0));
}
