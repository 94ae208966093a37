import { object } from '@sluice/core/schema';
import { mathEquivalent } from '../text-similarity/math-equivalence.ts';
import { actual } from './computed.ts';
import { compareTexts, references } from './references.ts';
import { verdict } from './score.ts';
import type { ScorerKind } from './scorer-kind.ts';
import { excerpt } from './text-of.ts';

export const mathEquals: ScorerKind = {
  name: 'math_equals',
  summary: 'Two LaTeX answers are the same by the rules of the MATH benchmark (fractions, roots, units, spaces).',
  config: object('Equality of LaTeX answers.', { required: { expected: references }, optional: { actual } }),
  range: [0, 1],
  measure: 'rate',
  literals: [],
  score(config, context) {
    return compareTexts(config, context, (texts) => {
      const passed = texts.references.some((reference) => mathEquivalent(texts.found, reference));
      return verdict(passed, `${excerpt(texts.found)} ${passed ? 'is' : 'is not'} ${excerpt(texts.references[0])}`);
    });
  },
};
