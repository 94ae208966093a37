import { FaultPicker } from '../faults/fault-picker.ts';
import { RateLimiter } from '../limits/rate-limiter.ts';
import { type ModelFinder, modelFinder } from '../profile/find-model.ts';
import type { ModelProfile, Profile } from '../profile/profile.ts';
import { type IdentifierMaker, identifierMaker } from '../random/identifier.ts';
import { seededHash } from '../random/seeded.ts';
import { type TokenCounter, tokenCounter } from '../tokens/count-tokens.ts';

/** A profile in force, with the state that depends on it: buckets, counts of faults, answers given. */
export interface World {
  readonly profile: Profile;
  readonly findModel: ModelFinder;
  readonly countTokens: TokenCounter;
  readonly faults: FaultPicker;
  readonly identifier: IdentifierMaker;
  /** The buckets of a model, each model name its own; `undefined`: it has no limits. */
  limiterOf(name: string, model: ModelProfile): RateLimiter | undefined;
  /** How often this very request was tried before, and counts it as tried. */
  tried(fingerprint: number): number;
  /** How often this very request was answered before, and counts it as answered. */
  answered(fingerprint: number): number;
}

/** Puts a profile in force. */
export async function openWorld(profile: Profile): Promise<World> {
  return worldOf(profile, await tokenCounter(profile.tokens));
}

/** The same profile from its beginning: full buckets, no fault fired, nothing answered. */
export function restartedWorld({ profile, countTokens }: World): World {
  return worldOf(profile, countTokens);
}

function worldOf(profile: Profile, countTokens: TokenCounter): World {
  const limiters = new Map<string, RateLimiter>();
  return {
    profile,
    findModel: modelFinder(profile),
    countTokens,
    faults: new FaultPicker(profile.seed),
    identifier: identifierMaker(seededHash(`${profile.seed}\u0000identifiers`)),
    limiterOf(name, model) {
      if (model.limits === undefined) return undefined;
      const known = limiters.get(name);
      if (known !== undefined) return known;
      const limiter = new RateLimiter(model.limits);
      limiters.set(name, limiter);
      return limiter;
    },
    tried: tally(),
    answered: tally(),
  };
}

/** Counts how often each number came before. */
function tally(): (fingerprint: number) => number {
  const counts = new Map<number, number>();
  return (fingerprint) => {
    const before = counts.get(fingerprint) ?? 0;
    counts.set(fingerprint, before + 1);
    return before;
  };
}
