import type { Json } from '@sluice/core';
import type { EmbeddingRules } from '../../compatible/gateway.ts';

/** A vector from a list of numbers, or from base64: of 8-bit integers where those were asked for, else of 32-bit floats. */
export function toVector(
  embedding: Json | undefined,
  encoding: EmbeddingRules['encoding'],
): readonly number[] | undefined {
  if (typeof embedding === 'string') return fromBase64(embedding, encoding);
  if (!Array.isArray(embedding)) return undefined;
  const numbers = embedding.filter((value) => typeof value === 'number');
  return numbers.length === embedding.length ? numbers : undefined;
}

function fromBase64(text: string, encoding: EmbeddingRules['encoding']): readonly number[] {
  const bytes = Buffer.from(text, 'base64');
  if (encoding === 'base64_int8') return [...new Int8Array(bytes)];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.byteLength / 4) }, (_, index) => view.getFloat32(index * 4, true));
}
