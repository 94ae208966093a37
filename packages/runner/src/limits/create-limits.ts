import type { AbortSignalLike, Clock } from '@sluice/core';
import pLimit, { type LimitFunction } from 'p-limit';
import { longestPauseMs } from '../calls/retry-delay.ts';
import { acquireSlot } from './acquire-slot.ts';
import type { Lane, Limits, Permit } from './limits.ts';

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
}

/** Concurrency by provider, requests in any 60 seconds, and the pauses that providers ask for. */
export function createLimits(settings: LimitSettings): Limits {
  const lanes = new Map<string, LaneState>();
  return {
    async acquire(lane, signal) {
      const state = laneState(lanes, settings, lane);
      const release = await acquireSlot(state.slots, signal);
      if (isFree(state)) return permit(state, settings.clock, release);
      return await whenDue({ state, release, signal, clock: settings.clock });
    },
  };
}

interface LaneState {
  readonly slots: LimitFunction;
  readonly perMinute: number;
  /** When the calls of the last minute started. */
  readonly starts: number[];
  /** When the provider may be asked again. */
  pausedUntil: number;
}

function laneState(lanes: Map<string, LaneState>, settings: LimitSettings, lane: Lane): LaneState {
  const key = `${lane.kind}:${lane.kind === 'model' ? lane.name : ''}`;
  const known = lanes.get(key);
  if (known !== undefined) return known;
  const own = lane.kind === 'model' ? settings.providers[lane.name] : undefined;
  const common = lane.kind === 'model' ? settings.providerConcurrency : settings.toolConcurrency;
  const made: LaneState = {
    slots: pLimit(own?.concurrency ?? common),
    perMinute: own?.requestsPerMinute ?? Number.POSITIVE_INFINITY,
    starts: [],
    pausedUntil: 0,
  };
  lanes.set(key, made);
  return made;
}

function isFree({ perMinute, pausedUntil }: LaneState): boolean {
  return pausedUntil === 0 && perMinute === Number.POSITIVE_INFINITY;
}

function permit(state: LaneState, clock: Clock, release: () => void): Permit {
  return {
    release(seen) {
      const { retryAfterMs = 0 } = seen ?? {};
      if (retryAfterMs > 0 && retryAfterMs <= longestPauseMs)
        state.pausedUntil = Math.max(state.pausedUntil, clock.now() + retryAfterMs);
      release();
    },
  };
}

interface Due {
  readonly state: LaneState;
  readonly release: () => void;
  readonly signal: AbortSignalLike;
  readonly clock: Clock;
}

const minute = 60_000;

async function whenDue({ state, release, signal, clock }: Due): Promise<Permit> {
  try {
    for (let wait = waitFor(state, clock.now()); wait > 0; wait = waitFor(state, clock.now())) {
      await clock.sleep(wait, signal);
    }
  } catch (error) {
    release();
    throw error;
  }
  if (state.perMinute !== Number.POSITIVE_INFINITY) state.starts.push(clock.now());
  return permit(state, clock, release);
}

function waitFor(state: LaneState, now: number): number {
  const { starts, perMinute } = state;
  if (state.pausedUntil > now) return state.pausedUntil - now;
  state.pausedUntil = 0;
  while (starts[0] !== undefined && starts[0] <= now - minute) starts.shift();
  const [oldest] = starts;
  return oldest === undefined || starts.length < perMinute ? 0 : oldest + minute - now;
}
