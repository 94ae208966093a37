import { FaultPicker } from '../faults/fault-picker.ts';
import { RateLimiter } from '../limits/rate-limiter.ts';
import { type ModelFinder, modelFinder } from '../profile/find-model.ts';
import type { ModelProfile, Profile } from '../profile/profile.ts';
import { type IdentifierMaker, identifierMaker } from '../random/identifier.ts';
import { seededHash } from '../random/seeded.ts';
import { type TokenCounter, tokenCounter } from '../tokens/count-tokens.ts';

/** A profile in force, with the state that depends on it: buckets and counts of faults. */
export interface World {
  readonly profile: Profile;
  readonly findModel: ModelFinder;
  readonly countTokens: TokenCounter;
  readonly faults: FaultPicker;
  readonly identifier: IdentifierMaker;
  /** The buckets of a model, each model name its own; `undefined`: it has no limits. */
  limiterOf(name: string, model: ModelProfile): RateLimiter | undefined;
}

/** Puts a profile in force. */
export async function openWorld(profile: Profile): Promise<World> {
  const limiters = new Map<string, RateLimiter>();
  return {
    profile,
    findModel: modelFinder(profile),
    countTokens: await tokenCounter(profile.tokens),
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
  };
}
