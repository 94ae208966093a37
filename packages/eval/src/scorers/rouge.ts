import type { JsonObject } from '@sluice/core';
import { choice, flag, integer, object, type Schema } from '@sluice/core/schema';
import type { PrecisionRecall } from '../text-similarity/precision-recall.ts';
import { type RougeTexts, rougeL as rougeLOf, rougeLsum, rougeN as rougeNOf } from '../text-similarity/rouge.ts';
import { actual } from './computed.ts';
import { compareTexts, nearest, references, shown } from './references.ts';
import { type Score, scored } from './score.ts';
import type { ScorerContext, ScorerKind } from './scorer-kind.ts';

const parts = ['f1', 'precision', 'recall'] as const;
const shared: Readonly<Record<string, Schema>> = {
  actual,
  report: choice('What the score is. Default f1.', parts),
  stem: flag('Compare Porter stems of words. Default false.'),
};

export const rougeN: ScorerKind = {
  name: 'rouge_n',
  summary:
    'ROUGE-N: shared runs of N words (default 1) with the expected text, 0 to 1; the best of several references.',
  config: object('ROUGE-N.', {
    required: { expected: references },
    optional: { ...shared, n: integer('Words in a run. Default 1.', 1, { maximum: 9 }) },
  }),
  range: [0, 1],
  measure: 'mean',
  literals: ['n', 'report', 'stem'],
  score(config, context) {
    const order = Number(config.n ?? 1);
    return grade(config, context, { name: `ROUGE-${order}`, compare: (texts) => rougeNOf(texts, order) });
  },
};

export const rougeL: ScorerKind = {
  name: 'rouge_l',
  summary:
    'ROUGE-L: the longest common subsequence of words with the expected text, 0 to 1; with `sentences`, line by line (ROUGE-Lsum).',
  config: object('ROUGE-L.', {
    required: { expected: references },
    optional: { ...shared, sentences: flag('Lines are sentences: ROUGE-Lsum. Default false.') },
  }),
  range: [0, 1],
  measure: 'mean',
  literals: ['report', 'sentences', 'stem'],
  score(config, context) {
    const sentences = config.sentences === true;
    return grade(config, context, {
      name: sentences ? 'ROUGE-Lsum' : 'ROUGE-L',
      compare: sentences ? rougeLsum : rougeLOf,
    });
  },
};

interface Rouge {
  readonly name: string;
  readonly compare: (texts: RougeTexts) => PrecisionRecall;
}

function grade(config: JsonObject, context: ScorerContext, { name, compare }: Rouge): Score {
  const part = parts.find((one) => one === config.report) ?? 'f1';
  const stem = config.stem === true;
  return compareTexts(config, context, (texts) => {
    const best = nearest(
      texts,
      (found, wanted) => compare({ found, wanted, stem }),
      (value) => value[part],
    );
    const { precision, recall, f1 } = best;
    return scored(best[part], `${name} precision ${shown(precision)}, recall ${shown(recall)}, F1 ${shown(f1)}`);
  });
}
