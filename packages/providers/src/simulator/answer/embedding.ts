import { seededHash, seededStream } from '../random/seeded.ts';

/**
 * A unit vector for a text: each word adds its own direction, so that texts that share words are near each other and
 * the same text always has the same vector.
 */
export function embedding(text: string, dimensions: number): readonly number[] {
  const sum = new Float64Array(dimensions);
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text];
  for (const word of words) {
    const next = seededStream(seededHash(word));
    for (let at = 0; at < dimensions; at += 1) sum[at] = (sum[at] ?? 0) + next() - 0.5;
  }
  const length = Math.hypot(...sum) || 1;
  return Array.from(sum, (value) => Number((value / length).toFixed(8)));
}
