import type { Json, JsonObject } from '@sluice/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { builtinScorers } from './builtin.ts';
import { type Normalisation, normaliser } from './normalise.ts';
import type { Score } from './score.ts';
import type { ScorerContext } from './scorer-kind.ts';

interface Given {
  readonly normalise?: readonly Normalisation[];
  readonly context?: Partial<ScorerContext>;
}

async function score(name: string, [config, output]: readonly [JsonObject, Json], given: Given = {}): Promise<Score> {
  const kind = builtinScorers.find((candidate) => candidate.name === name);
  if (!kind) throw new Error(`no scorer ${name}`);
  return await kind.score(config, {
    output,
    row: {},
    recorded: {},
    normalise: normaliser(given.normalise ?? []),
    signal: new AbortController().signal,
    ask: async () => ({ ok: false, why: 'no judge here' }),
    callModule: async (_reference, input) => input,
    ...given.context,
  });
}

const cat = 'the cat sat on the mat';

const cases: readonly (readonly [name: string, config: JsonObject, output: Json, value: number | 'unscored'])[] = [
  ['levenshtein', { expected: 'kitten' }, 'sitting', 1 - 3 / 7],
  ['levenshtein', { expected: 'kitten', max_distance: 3 }, 'sitting', 1],
  ['levenshtein', { expected: 'kitten', max_distance: 2 }, 'sitting', 0],
  ['levenshtein', { expected: ['kitten', 'sittings'] }, 'sitting', 1 - 1 / 8],
  ['levenshtein', { expected: ['a', 'abcdefghij'], max_distance: 1 }, 'ab', 1],
  ['levenshtein', { expected: '' }, '', 1],
  ['levenshtein', { expected: null }, 'a', 'unscored'],
  ['similarity_ratio', { expected: 'ab' }, 'ba', 0],
  ['similarity_ratio', { expected: 'ab', method: 'damerau' }, 'ba', 0.5],
  ['similarity_ratio', { expected: 'same', method: 'jaro_winkler' }, 'same', 1],
  ['rouge_n', { expected: cat }, 'the cat', 0.5],
  ['rouge_n', { expected: cat, report: 'precision' }, 'the cat', 1],
  ['rouge_n', { expected: cat, report: 'recall' }, 'the cat', 1 / 3],
  ['rouge_n', { expected: 'running quickly' }, 'runs quickly', 0.5],
  ['rouge_n', { expected: 'running quickly', stem: true }, 'runs quickly', 1],
  ['rouge_n', { expected: cat, n: 2 }, 'mat the on sat cat the', 0],
  ['rouge_l', { expected: 'a b c d' }, 'a c b d', 0.75],
  ['rouge_l', { expected: 'a b\nc d', sentences: true }, 'c d\na b', 1],
  ['bleu', { expected: cat }, cat, 1],
  ['bleu', { expected: [cat, 'a dog'] }, cat, 1],
  ['bleu', { expected: cat }, 'nothing shared here', 0],
  ['bleu', { expected: cat, max_order: 1, tokeniser: 'none' }, cat.toUpperCase(), 0],
  ['bleu', { expected: cat, max_order: 1, lowercase: true }, cat.toUpperCase(), 1],
  ['chrf', { expected: cat }, cat, 1],
  ['chrf', { expected: cat, word_order: 2 }, 'xyz', 0],
  ['ter', { expected: 'a b c d e f g h' }, 'd e f g h a b c', 1 - 1 / 8],
  ['ter', { expected: 'a' }, 'b c d e', 0],
  ['f1', { expected: 'The U.S.A.' }, 'usa', 1],
  ['f1', { expected: '$20,000' }, '20000 dollars', 2 / 3],
  ['exact_match', { expected: ['an answer', 'other'] }, 'Answer!', 1],
  ['exact_match', { expected: 'other' }, 'Answer!', 0],
  ['math_equals', { expected: '\\frac{1}{2}' }, '0.5', 1],
  ['math_equals', { expected: '\\frac{1}{3}' }, '0.5', 0],
  ['word_count', { min: 2, max: 3 }, 'two words', 1],
  ['word_count', { exactly: 2 }, { text: ' two\twords\n' }, 1],
  ['word_count', { max: 3 }, 'one two three four', 0],
  ['word_count', { min: 1 }, '', 0],
  ['refusal', {}, 'I’m sorry, but I can’t help with that.', 1],
  ['refusal', {}, 'I cannot provide instructions for this.', 1],
  ['refusal', {}, 'We are unable to share this.', 1],
  ['refusal', {}, '', 1],
  ['refusal', {}, 'The court declined the appeal, and I can help with the next one.', 0],
  ['refusal', {}, 'Sorry for the wait: here is your report.', 0],
  ['refusal', {}, 'You cannot park here. Use the garage instead.', 0],
  ['refusal', {}, `${'A long report. '.repeat(60)}I cannot help with that.`, 0],
];

test.each(cases)('%s %j of %j', async (name, config, output, value) => {
  const result = await score(name, [config, output]);
  if (value === 'unscored') expect(result.scored).toBe(false);
  else expect(result.scored ? result.value : Number.NaN).toBeCloseTo(value, 12);
  expect(result.scored ? result.reason : result.why).not.toBe('');
});

test('normalisation reaches both sides', async () => {
  const config = { expected: ['The CAT!'], max_distance: 0 };
  expect(await score('levenshtein', [config, 'a cat'])).toMatchObject({ value: 0 });
  const normalise = ['case', 'punctuation', 'articles'] as const;
  expect(await score('levenshtein', [config, 'a cat'], { normalise })).toMatchObject({ value: 1 });
});

describe('cost and latency', () => {
  const measured = { context: { cost_usd: 0.02, latency_s: 1.5 } };

  test('are within their bounds or not, bounds included', async () => {
    expect(await score('cost', [{ max: '0.02 usd' }, ''], measured)).toEqual({
      scored: true,
      value: 1,
      reason: '0.02 usd is at most 0.02 usd',
    });
    expect(await score('cost', [{ max: '0.019 usd' }, ''], measured)).toMatchObject({ value: 0 });
    expect(await score('latency', [{ max: '1500 ms' }, ''], measured)).toMatchObject({ value: 1 });
    expect(await score('latency', [{ max: '1s' }, ''], measured)).toMatchObject({ value: 0 });
  });

  test('what is not known is unscored, never 0', async () => {
    for (const context of [{}, { cost_usd: null, latency_s: null }]) {
      expect(await score('cost', [{ max: '1 usd' }, ''], { context })).toMatchObject({ scored: false });
      expect(await score('latency', [{ max: '1s' }, ''], { context })).toMatchObject({ scored: false });
    }
  });

  test.each([
    ['cost', '4s'],
    ['latency', '0.1 usd'],
    ['latency', '80%'],
  ])('%s refuses the unit of %s', (name, max) => {
    expect(builtinScorers.find((kind) => kind.name === name)?.check?.({ max })?.field).toBe('max');
  });
});

test('word counts that no text can have are refused', () => {
  const check = builtinScorers.find(({ name }) => name === 'word_count')?.check;
  expect(check?.({ min: 3, max: 2 })?.field).toBe('max');
  expect(check?.({ exactly: 3, max: 2 })?.field).toBe('exactly');
  expect(check?.({ min: 2, max: 2 })).toBeUndefined();
});

const compared = ['levenshtein', 'similarity_ratio', 'rouge_n', 'rouge_l', 'bleu', 'chrf', 'ter', 'f1', 'exact_match'];
const words = fc.array(fc.stringMatching(/^[a-z]{1,6}$/u), { minLength: 1, maxLength: 12 }).map((all) => all.join(' '));
const anything = fc.string({ unit: 'grapheme', maxLength: 60 });

describe.each(compared)('%s', (name) => {
  test('any two texts: a number in the range and a reason', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(words, anything), fc.oneof(words, anything), async (found, expected) => {
        const result = await score(name, [{ expected }, found]);
        if (!result.scored) throw new Error(result.why);
        expect(result.value).toBeGreaterThanOrEqual(0);
        expect(result.value).toBeLessThanOrEqual(1);
        expect(result.reason).not.toBe('');
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  test('a text is nearest to itself, and a further reference never costs anything', async () => {
    await fc.assert(
      fc.asyncProperty(words, words, async (found, other) => {
        const own = await score(name, [{ expected: found }, found]);
        const both = await score(name, [{ expected: [other, found] }, found]);
        expect(own.scored && own.value).toBeCloseTo(1, 12);
        // The mean length of the references is what TER divides by.
        if (name !== 'ter' && name !== 'bleu') expect(both.scored && both.value).toBeCloseTo(1, 12);
      }),
      { numRuns: 60, seed: 2 },
    );
  });
});
