import type { AbortSignalLike, Clock } from '@sluice/core';
import pLimit, { type LimitFunction } from 'p-limit';
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

/** Concurrency by provider, and requests in any 60 seconds. */
export function createLimits(settings: LimitSettings): Limits {
  const lanes = new Map<string, LaneLimits>();
  return {
    async acquire(lane, signal) {
      const limits = laneLimits(lanes, settings, lane);
      const release = await acquireSlot(limits.slots, signal);
      if (limits.starts === undefined) return { release };
      return await whenDue({ limits, release, signal, clock: settings.clock });
    },
  };
}

interface LaneLimits {
  readonly slots: LimitFunction;
  readonly perMinute: number;
  /** When the calls of the last minute started; absent without a rate limit. */
  readonly starts: number[] | undefined;
}

function laneLimits(lanes: Map<string, LaneLimits>, settings: LimitSettings, lane: Lane): LaneLimits {
  const key = lane.kind === 'model' ? lane.name : `${lane.kind}:`;
  const known = lanes.get(key);
  if (known !== undefined) return known;
  const own = lane.kind === 'model' ? settings.providers[lane.name] : undefined;
  const common = lane.kind === 'model' ? settings.providerConcurrency : settings.toolConcurrency;
  const made: LaneLimits = {
    slots: pLimit(own?.concurrency ?? common),
    perMinute: own?.requestsPerMinute ?? Number.POSITIVE_INFINITY,
    starts: own?.requestsPerMinute === undefined ? undefined : [],
  };
  lanes.set(key, made);
  return made;
}

interface Due {
  readonly limits: LaneLimits;
  readonly release: () => void;
  readonly signal: AbortSignalLike;
  readonly clock: Clock;
}

const minute = 60_000;

async function whenDue({ limits, release, signal, clock }: Due): Promise<Permit> {
  const starts = limits.starts ?? [];
  try {
    for (;;) {
      const now = clock.now();
      while (starts.length > 0 && (starts[0] ?? now) <= now - minute) starts.shift();
      if (starts.length < limits.perMinute) {
        starts.push(now);
        return { release };
      }
      await clock.sleep((starts[0] ?? now) + minute - now, signal);
    }
  } catch (error) {
    release();
    throw error;
  }
}
