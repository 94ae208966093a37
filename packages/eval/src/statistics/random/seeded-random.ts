import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { normalQuantile } from '../distributions/normal.ts';

/** A stream of random numbers that its seed fixes for ever. */
export interface SeededRandom {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** A whole number in [0, size). */
  index(size: number): number;
  /** Standard normal. */
  normal(): number;
}

/** The seed used, and recorded, where none is given. */
export const defaultSeed = 20_261_121;

/** A new stream (xoroshiro128+ of pure-rand). */
export function seededRandom(seed: number = defaultSeed): SeededRandom {
  const generator = xoroshiro128plus(seed);
  const uniform = () => uniformFloat64(generator);
  return {
    uniform,
    // One 32-bit draw is enough for any array, and the bias (size / 2^32) is far below Monte Carlo error.
    index: (size) => Math.floor(((generator.next() >>> 0) / 0x1_0000_0000) * size),
    normal: () => normalQuantile(uniform() || Number.EPSILON),
  };
}
