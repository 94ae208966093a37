import { choice, object } from '@sluice/core/schema';
import { editSimilarity } from '../text-similarity/edit-distance.ts';
import { jaroWinkler } from '../text-similarity/jaro-winkler.ts';
import { actual } from './computed.ts';
import { compareTexts, nearest, references, shown } from './references.ts';
import { scored } from './score.ts';
import type { ScorerKind } from './scorer-kind.ts';

const methods = ['levenshtein', 'damerau', 'jaro_winkler'] as const;

export const similarityRatio: ScorerKind = {
  name: 'similarity_ratio',
  summary:
    'How alike two texts are, 0 to 1, by code points: edits (default), edits with swaps of neighbours, or Jaro-Winkler.',
  config: object('Similarity of two texts.', {
    required: { expected: references },
    optional: { actual, method: choice('Default levenshtein.', methods) },
  }),
  range: [0, 1],
  measure: 'mean',
  literals: ['method'],
  score(config, context) {
    const method = methods.find((name) => name === config.method) ?? 'levenshtein';
    return compareTexts(config, context, (texts) => {
      const value = nearest(
        texts,
        (found, reference) => compare(method, found, reference),
        (ratio) => ratio,
      );
      return scored(value, `${method} similarity ${shown(value)}`);
    });
  },
};

function compare(method: (typeof methods)[number], found: string, reference: string): number {
  if (method === 'jaro_winkler') return jaroWinkler(found, reference);
  return editSimilarity(found, reference, { swaps: method === 'damerau' });
}
