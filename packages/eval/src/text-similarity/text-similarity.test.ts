import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { corpusBleu, sentenceBleu } from './bleu.ts';
import { bleuWords } from './bleu-words.ts';
import { editDistance, editSimilarity } from './edit-distance.ts';
import { jaro, jaroWinkler } from './jaro-winkler.ts';
import { commonSubsequence } from './longest-common-subsequence.ts';
import { mathNormal } from './math-equivalence.ts';
import { porterStem } from './porter-stem.ts';
import { squadNormal } from './squad.ts';
import { translationEditRate } from './translation-edit-rate.ts';

const short = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '🙂'), maxLength: 7 });
const runs = { numRuns: 300, seed: 7 };

describe('edit distance', () => {
  test('is a metric', () => {
    fc.assert(
      fc.property(short, short, short, (a, b, c) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
      }),
      runs,
    );
  });

  test('is what trying every edit finds', () => {
    fc.assert(
      fc.property(short, short, (a, b) => {
        expect(editDistance(a, b)).toBe(bySearch(Array.from(a), Array.from(b)));
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  test('swaps never make it longer, and two neighbours cost one', () => {
    expect(editDistance('ca', 'abc', { swaps: true })).toBe(2);
    fc.assert(
      fc.property(short, short, (a, b) => {
        const swapped = editDistance(a, b, { swaps: true });
        expect(swapped).toBeLessThanOrEqual(editDistance(a, b));
        expect(swapped).toBe(editDistance(b, a, { swaps: true }));
        expect(editSimilarity(a, b)).toBeGreaterThanOrEqual(0);
      }),
      runs,
    );
  });
});

function bySearch(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) return left.length + right.length;
  const [a, b] = [left.slice(1), right.slice(1)];
  if (left[0] === right[0]) return bySearch(a, b);
  return 1 + Math.min(bySearch(a, right), bySearch(left, b), bySearch(a, b));
}

test('Jaro is symmetric, from 0 to 1, and Winkler only adds', () => {
  fc.assert(
    fc.property(short, short, (a, b) => {
      expect(jaro(a, b)).toBeCloseTo(jaro(b, a), 12);
      expect(jaro(a, a)).toBe(1);
      expect(jaroWinkler(a, b)).toBeGreaterThanOrEqual(jaro(a, b));
      expect(jaroWinkler(a, b)).toBeLessThanOrEqual(1);
    }),
    runs,
  );
});

test('a common subsequence is one of both, and as long as any', () => {
  const items = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 7 });
  fc.assert(
    fc.property(items, items, (wanted, found) => {
      const places = commonSubsequence(wanted, found);
      expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
      let at = -1;
      for (const place of places) at = found.indexOf(wanted[place] as 'a', at + 1);
      expect(places.length === 0 || at >= 0).toBe(true);
      // Without substitutions, edits are what is not shared.
      expect(wanted.length + found.length - 2 * places.length).toBe(indels(wanted, found));
    }),
    runs,
  );
});

function indels(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) return left.length + right.length;
  if (left[0] === right[0]) return indels(left.slice(1), right.slice(1));
  return 1 + Math.min(indels(left.slice(1), right), indels(left, right.slice(1)));
}

test.each([
  ['caresses', 'caress'],
  ['ponies', 'poni'],
  ['ties', 'tie'],
  ['agreed', 'agre'],
  ['hopping', 'hop'],
  ['falling', 'fall'],
  ['filing', 'file'],
  ['happy', 'happi'],
  ['relational', 'relat'],
  ['generalizations', 'gener'],
  ['controlling', 'control'],
  ['dying', 'die'],
])('the stem of %s is %s', (word, stem) => {
  expect(porterStem(word)).toBe(stem);
});

test('BLEU words', () => {
  expect(bleuWords('Hello, world! 1,000.5 &quot;a-b&quot;')).toEqual([
    'Hello',
    ',',
    'world',
    '!',
    '1,000.5',
    '"',
    'a-b',
    '"',
  ]);
  expect(bleuWords('a–b «c»', 'intl')).toEqual(['a', '–', 'b', '«', 'c', '»']);
  expect(bleuWords('ab c', 'char')).toEqual(['a', 'b', 'c']);
});

test('BLEU: an empty corpus, and a short text punished for its length', () => {
  expect(corpusBleu([])).toBe(0);
  const long = { found: 'a b c d', references: ['a b c d e f g h'] };
  expect(sentenceBleu(long)).toBeCloseTo(100 * Math.exp(1 - 8 / 4), 9);
});

test('TER: blocks that move cost one edit; a long text ends', () => {
  expect(translationEditRate([{ found: 'c d a b', references: ['a b c d'] }])).toBe(25);
  expect(translationEditRate([{ found: '', references: [''] }])).toBe(0);
  const words = Array.from({ length: 300 }, (_, index) => `w${(index * 7) % 50}`);
  const rate = translationEditRate([{ found: words.join(' '), references: [words.toReversed().join(' ')] }]);
  expect(rate).toBeGreaterThan(0);
});

test('normal forms', () => {
  expect(squadNormal('The  “Ünïcode” an\tA.')).toBe('“ünïcode”');
  expect(mathNormal('x = \\frac12')).toBe('\\frac{1}{2}');
  expect(mathNormal('\\frac')).toBeUndefined();
});
