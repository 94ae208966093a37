import { choice, flag, integer, object } from '@sluice/core/schema';
import { type BleuOptions, bleuSmoothings, sentenceBleu } from '../text-similarity/bleu.ts';
import { bleuTokenisers } from '../text-similarity/bleu-words.ts';
import { actual } from './computed.ts';
import { compareTexts, references, shown } from './references.ts';
import { scored } from './score.ts';
import type { ScorerKind } from './scorer-kind.ts';

export const bleu: ScorerKind = {
  name: 'bleu',
  summary:
    'Sentence BLEU as sacrebleu computes it (13a words, exponential smoothing, orders up to 4), 0 to 1; all references count.',
  config: object('BLEU.', {
    required: { expected: references },
    optional: {
      actual,
      tokeniser: choice('How texts are cut into words. Default 13a.', bleuTokenisers),
      smoothing: choice('For orders without a match. Default exp.', bleuSmoothings),
      max_order: integer('Longest run of words. Default 4.', 1, { maximum: 9 }),
      lowercase: flag('Ignore case. Default false.'),
    },
  }),
  range: [0, 1],
  measure: 'mean',
  literals: ['lowercase', 'max_order', 'smoothing', 'tokeniser'],
  score(config, context) {
    const options: BleuOptions = {
      tokeniser: bleuTokenisers.find((name) => name === config.tokeniser) ?? '13a',
      smoothing: bleuSmoothings.find((name) => name === config.smoothing) ?? 'exp',
      maxOrder: Number(config.max_order ?? 4),
      lowercase: config.lowercase === true,
    };
    return compareTexts(config, context, (texts) => {
      const value = Math.min(1, sentenceBleu(texts, options) / 100);
      return scored(value, `BLEU ${shown(value * 100)} of 100`);
    });
  },
};
