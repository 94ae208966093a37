import { globPattern } from './glob-pattern.ts';
import type { ModelProfile, Profile } from './profile.ts';

/** Finds how a model behaves, by its name as it was asked for. */
export type ModelFinder = (name: string) => ModelProfile | undefined;

const plainModel: ModelProfile = {
  pattern: '*',
  latency: { firstTokenMs: 0, jitter: { shape: 'none', spread: 0 }, tokensPerSecond: Infinity },
  limits: undefined,
  faults: [],
  quality: undefined,
  reasoningTokens: 0,
  cachedShare: 0,
  contextWindow: undefined,
  refuses: [],
};

/** An exact name wins, then the first pattern that fits; without `models` every name is a plain model. */
export function modelFinder(profile: Profile): ModelFinder {
  const patterns = profile.models.map((model) => ({ model, pattern: globPattern(model.pattern) }));
  const found = new Map<string, ModelProfile | undefined>();
  const find = (name: string): ModelProfile | undefined => {
    if (patterns.length === 0) return plainModel;
    const exact = profile.models.find((model) => model.pattern === name);
    return exact ?? patterns.find(({ pattern }) => pattern.test(name))?.model;
  };
  return (name) => {
    if (found.has(name)) return found.get(name);
    const model = find(name);
    if (found.size < 1000) found.set(name, model);
    return model;
  };
}

/** The model names that a profile states, without patterns. */
export function statedModels(profile: Profile): readonly string[] {
  return profile.models.map((model) => model.pattern).filter((pattern) => !pattern.includes('*'));
}
