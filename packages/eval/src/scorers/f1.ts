import { object } from '@sluice/core/schema';
import { squadExact, squadF1 } from '../text-similarity/squad.ts';
import { actual } from './computed.ts';
import { compareTexts, nearest, references, shown } from './references.ts';
import { scored, verdict } from './score.ts';
import type { ScorerKind } from './scorer-kind.ts';
import { excerpt } from './text-of.ts';

export const f1: ScorerKind = {
  name: 'f1',
  summary:
    "SQuAD's F1 over words, 0 to 1, after lower case and without punctuation and articles; the best of several references.",
  config: object('F1 over words.', { required: { expected: references }, optional: { actual } }),
  range: [0, 1],
  measure: 'mean',
  literals: [],
  score(config, context) {
    return compareTexts(config, context, (texts) => {
      const best = nearest(texts, squadF1, (value) => value.f1);
      return scored(best.f1, `precision ${shown(best.precision)}, recall ${shown(best.recall)}`);
    });
  },
};

export const exactMatch: ScorerKind = {
  name: 'exact_match',
  summary:
    "SQuAD's exact match: equal after lower case and without punctuation and articles; any of several references.",
  config: object('Exact match.', { required: { expected: references }, optional: { actual } }),
  range: [0, 1],
  measure: 'rate',
  literals: [],
  score(config, context) {
    return compareTexts(config, context, (texts) => {
      const passed = texts.references.some((reference) => squadExact(texts.found, reference));
      return verdict(
        passed,
        `${excerpt(texts.found)} ${passed ? 'matches' : 'does not match'} ${excerpt(texts.references[0])}`,
      );
    });
  },
};
