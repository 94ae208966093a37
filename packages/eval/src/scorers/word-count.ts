import { integer, object } from '@sluice/core/schema';
import { actual } from './computed.ts';
import { verdict } from './score.ts';
import type { ScorerKind } from './scorer-kind.ts';
import { textOf } from './text-of.ts';

export const wordCount: ScorerKind = {
  name: 'word_count',
  summary: 'The number of words (runs without white space) is within bounds.',
  config: {
    ...object('Bounds, both included.', {
      optional: {
        actual,
        min: integer('At least so many words.', 0),
        max: integer('At most so many words.', 0),
        exactly: integer('So many words.', 0),
      },
    }),
    anyOf: [{ required: ['min'] }, { required: ['max'] }, { required: ['exactly'] }],
  },
  range: [0, 1],
  measure: 'rate',
  literals: ['min', 'max', 'exactly'],
  check({ min, max, exactly }) {
    if (exactly !== undefined && (min !== undefined || max !== undefined)) {
      return { field: 'exactly', message: 'a count has `exactly`, or `min` and `max`, not both' };
    }
    return typeof min === 'number' && typeof max === 'number' && min > max
      ? { field: 'max', message: `at most ${max} words is less than at least ${min}` }
      : undefined;
  },
  score(config, context) {
    const words = textOf(config.actual === undefined ? context.output : config.actual).match(/\S+/gu)?.length ?? 0;
    const low = Number(config.exactly ?? config.min ?? 0);
    const high = Number(config.exactly ?? config.max ?? Number.POSITIVE_INFINITY);
    const bounds =
      high === Number.POSITIVE_INFINITY ? `at least ${low}` : low === high ? `${low}` : `${low} to ${high}`;
    const passed = words >= low && words <= high;
    return verdict(passed, `${words} words, ${passed ? '' : 'not '}${bounds}`);
  },
};
