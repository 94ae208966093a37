import { isDeepStrictEqual } from 'node:util';
import { list, object } from '@sluice/core/schema';
import { actual, computed } from './computed.ts';
import { unscored, verdict } from './score.ts';
import type { ScorerKind } from './scorer-kind.ts';
import { excerpt } from './text-of.ts';

export const oneOf: ScorerKind = {
  name: 'one_of',
  summary: 'The value equals one of the expected ones.',
  config: object('A choice.', {
    required: { expected: computed('The values that are right.', list('As they are.', true, { minItems: 1 })) },
    optional: { actual },
  }),
  range: [0, 1],
  measure: 'rate',
  literals: [],
  score(config, context) {
    const { expected } = config;
    if (!Array.isArray(expected)) return unscored('`expected` is not a list');
    const found = config.actual === undefined ? context.output : config.actual;
    const passed = expected.some((item) =>
      typeof item === 'string' && typeof found === 'string'
        ? context.normalise(item) === context.normalise(found)
        : isDeepStrictEqual(item, found),
    );
    return verdict(passed, `${excerpt(found)} is ${passed ? '' : 'not '}one of ${excerpt(expected)}`);
  },
};
