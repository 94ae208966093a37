import { isDeepStrictEqual } from 'node:util';
import { object } from '@sluice/core/schema';
import { actual, expected } from './computed.ts';
import { verdict } from './score.ts';
import type { ScorerKind } from './scorer-kind.ts';
import { excerpt } from './text-of.ts';

export const exact: ScorerKind = {
  name: 'exact',
  summary: 'The value equals the expected one: same type, same content; the order of keys does not matter.',
  config: object('Equality.', { required: { expected }, optional: { actual } }),
  range: [0, 1],
  measure: 'rate',
  literals: [],
  score(config, context) {
    const found = config.actual === undefined ? context.output : config.actual;
    const wanted = config.expected ?? null;
    const equal =
      typeof found === 'string' && typeof wanted === 'string'
        ? context.normalise(found) === context.normalise(wanted)
        : isDeepStrictEqual(found, wanted);
    return verdict(equal, equal ? `equals ${excerpt(wanted)}` : `${excerpt(found)} is not ${excerpt(wanted)}`);
  },
};
