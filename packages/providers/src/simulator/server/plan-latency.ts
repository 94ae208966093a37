import type { Jitter, ModelProfile } from '../profile/profile.ts';
import { seededNormal } from '../random/normal.ts';
import { seededUnit } from '../random/seeded.ts';

/** When an answer begins and how fast it flows. */
export interface LatencyPlan {
  readonly firstTokenMs: number;
  /** 0: all at once. */
  readonly msPerToken: number;
}

/** The latency of one request: drawn from the seed, the request's content and its repetition. */
export function planLatency(model: ModelProfile, seed: number, identity: string): LatencyPlan {
  const { firstTokenMs, jitter, tokensPerSecond } = model.latency;
  if (firstTokenMs === 0 && tokensPerSecond === Infinity) return { firstTokenMs: 0, msPerToken: 0 };
  return {
    firstTokenMs: firstTokenMs * jitterFactor(jitter, [seed, 'first', identity]),
    msPerToken: (1000 / tokensPerSecond) * jitterFactor(jitter, [seed, 'pace', identity]),
  };
}

function jitterFactor({ shape, spread }: Jitter, draw: readonly (string | number)[]): number {
  if (shape === 'lognormal') return Math.exp(spread * seededNormal(...draw));
  return shape === 'uniform' ? 1 + spread * (2 * seededUnit(...draw) - 1) : 1;
}
