import { integer, number, object } from '@sluice/core/schema';
import { sentenceChrf } from '../text-similarity/chrf.ts';
import { actual } from './computed.ts';
import { compareTexts, references, shown } from './references.ts';
import { scored } from './score.ts';
import type { ScorerKind } from './scorer-kind.ts';

export const chrf: ScorerKind = {
  name: 'chrf',
  summary:
    'chrF2 as sacrebleu computes it: shared runs of up to 6 characters, 0 to 1; chrF++ with `word_order: 2`; the best of several references.',
  config: object('chrF.', {
    required: { expected: references },
    optional: {
      actual,
      word_order: integer('Longest run of words. Default 0; 2 is chrF++.', 0, { maximum: 4 }),
      beta: number('Recall weighs so many times as much as precision. Default 2.', { exclusiveMinimum: 0 }),
    },
  }),
  range: [0, 1],
  measure: 'mean',
  literals: ['beta', 'word_order'],
  score(config, context) {
    const options = { wordOrder: Number(config.word_order ?? 0), beta: Number(config.beta ?? 2) };
    return compareTexts(config, context, (texts) => {
      const value = Math.min(1, sentenceChrf(texts, options) / 100);
      return scored(value, `chrF ${shown(value * 100)} of 100`);
    });
  },
};
