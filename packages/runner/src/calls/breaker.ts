import type { Clock } from '@sluice/core';

/** Which models are left alone for a while because they kept failing. */
export interface Breakers {
  /** `key` names the chain and the model. */
  of(key: string, settings: BreakerSettings): Breaker;
}

export interface BreakerSettings {
  /** Failures in a row that open it. */
  readonly failures: number;
  readonly cooldownMs: number;
}

export interface Breaker {
  /** Whether an attempt may be made now; after the cooldown, one at a time until one succeeds. */
  allows(): boolean;
  succeeded(): void;
  failed(): void;
  /** The attempt ended in a way that says nothing about the model. */
  abandoned(): void;
}

export function createBreakers(clock: Clock): Breakers {
  const breakers = new Map<string, Breaker>();
  return {
    of(key, settings) {
      const known = breakers.get(key);
      if (known !== undefined) return known;
      const made = createBreaker(clock, settings);
      breakers.set(key, made);
      return made;
    },
  };
}

function createBreaker(clock: Clock, settings: BreakerSettings): Breaker {
  let failures = 0;
  let openedAt: number | undefined;
  let probing = false;
  return {
    allows() {
      if (openedAt === undefined) return true;
      if (probing || clock.now() < openedAt + settings.cooldownMs) return false;
      probing = true;
      return true;
    },
    succeeded() {
      failures = 0;
      openedAt = undefined;
      probing = false;
    },
    failed() {
      failures += 1;
      if (probing || failures >= settings.failures) openedAt = clock.now();
      probing = false;
    },
    abandoned() {
      probing = false;
    },
  };
}
