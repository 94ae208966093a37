import type { LimitProfile } from '../profile/profile.ts';
import { TokenBucket } from './token-bucket.ts';

export type LimitName = 'requests' | 'tokens' | 'input_tokens' | 'output_tokens';

/** What one bucket holds. */
export interface BucketReading {
  readonly name: LimitName;
  /** The allowance of a minute. */
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds until it is full again. */
  readonly resetMs: number;
}

/** The buckets of a model after a request. */
export interface BucketState {
  readonly readings: readonly BucketReading[];
  /** The limit that refused the request and when it would pass. */
  readonly refused: { readonly limit: LimitName; readonly retryAfterMs: number } | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The token buckets of one model: they refill steadily, as the vendors' do. */
export class RateLimiter {
  readonly #buckets: readonly (readonly [LimitName, TokenBucket])[];

  constructor(limits: LimitProfile) {
    const all: readonly (readonly [LimitName, number | undefined])[] = [
      ['requests', limits.requestsPerMinute],
      ['tokens', limits.tokensPerMinute],
      ['input_tokens', limits.inputTokensPerMinute],
      ['output_tokens', limits.outputTokensPerMinute],
    ];
    this.#buckets = all.flatMap(([name, limit]) =>
      limit === undefined ? [] : [[name, new TokenBucket(limit, limits.burst)] as const],
    );
  }

  /** Admits a request with its prompt's tokens, or refuses it and takes nothing. */
  admit(promptTokens: number, now: number): BucketState {
    const needs = this.#buckets.map(([name, bucket]) => ({ name, bucket, amount: neededFor(name, promptTokens) }));
    const waits = needs.map(({ name, bucket, amount }) => ({ limit: name, retryAfterMs: bucket.waitFor(amount, now) }));
    const longest = waits.sort((left, right) => right.retryAfterMs - left.retryAfterMs)[0];
    if (longest !== undefined && longest.retryAfterMs > 0) return { readings: this.#read(now), refused: longest, now };
    for (const { bucket, amount } of needs) bucket.take(amount, now);
    return { readings: this.#read(now), refused: undefined, now };
  }

  /** Takes the tokens of an answer; a bucket may go below zero, later requests then wait. */
  spend(outputTokens: number, now: number): void {
    for (const [name, bucket] of this.#buckets) {
      if (name === 'tokens' || name === 'output_tokens') bucket.take(outputTokens, now);
    }
  }

  #read(now: number): readonly BucketReading[] {
    return this.#buckets.map(([name, bucket]) => ({ name, limit: bucket.perMinute, ...bucket.read(now) }));
  }
}

function neededFor(name: LimitName, promptTokens: number): number {
  if (name === 'requests') return 1;
  return name === 'output_tokens' ? 0 : promptTokens;
}
