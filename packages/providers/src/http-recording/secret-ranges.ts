import { keyShapes } from './key-shapes.ts';

/** A secret's place in a text, end exclusive. */
export interface SecretRange {
  readonly start: number;
  readonly end: number;
}

/** Where `secrets` and key-like texts stand. Ranges may overlap. */
export function secretRanges(text: string, secrets: readonly string[]): readonly SecretRange[] {
  const shaped = keyShapes.flatMap((shape) => {
    return [...text.matchAll(shape)].map(({ index, 0: whole, 1: before = '' }) => {
      return { start: index + before.length, end: index + whole.length };
    });
  });
  return [...secrets.flatMap((secret) => occurrences(text, secret)), ...shaped];
}

function occurrences(text: string, secret: string): readonly SecretRange[] {
  const found: SecretRange[] = [];
  for (let start = text.indexOf(secret); start >= 0; start = text.indexOf(secret, start + secret.length)) {
    found.push({ start, end: start + secret.length });
  }
  return found;
}
