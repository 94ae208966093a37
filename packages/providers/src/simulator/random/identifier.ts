import { seededStream } from './seeded.ts';

/** Makes the random part of vendor ids; each call gives a new one. */
export type IdentifierMaker = (length: number, alphabet?: 'base62' | 'hex') => string;

const alphabets = {
  base62: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  hex: '0123456789abcdef',
} as const;

/** Ids of one simulator: seeded, so that two runs of one sequence of requests give the same ids. */
export function identifierMaker(seed: number): IdentifierMaker {
  const next = seededStream(seed);
  return (length, alphabet = 'base62') => {
    const letters = alphabets[alphabet];
    let text = '';
    for (let at = 0; at < length; at += 1) text += letters.charAt(Math.floor(next() * letters.length));
    return text;
  };
}
