import { object } from '@sluice/core/schema';
import { translationEditRate } from '../text-similarity/translation-edit-rate.ts';
import { actual } from './computed.ts';
import { compareTexts, references, shown } from './references.ts';
import { scored } from './score.ts';
import type { ScorerKind } from './scorer-kind.ts';

/** Turned round, because a failed case scores the range's minimum and must not look perfect. */
export const ter: ScorerKind = {
  name: 'ter',
  summary:
    'Translation edit rate as sacrebleu computes it, turned round: 1 - TER, at least 0; 1 is the expected text (case is ignored).',
  config: object('TER.', { required: { expected: references }, optional: { actual } }),
  range: [0, 1],
  measure: 'mean',
  literals: [],
  score(config, context) {
    return compareTexts(config, context, (texts) => {
      const rate = translationEditRate([texts]) / 100;
      return scored(Math.max(0, 1 - rate), `TER ${shown(rate * 100)} %`);
    });
  },
};
