import type { Json } from '@sluice/core';
import { list, object, text } from '@sluice/core/schema';
import { actual, computed } from './computed.ts';
import type { Score } from './score.ts';
import { unscored, verdict } from './score.ts';
import type { ScorerContext, ScorerKind } from './scorer-kind.ts';
import { excerpt, textOf } from './text-of.ts';

const one = object('One text or item.', {
  required: { expected: computed('The text or item.', text('As it is.', { minLength: 1 })) },
  optional: { actual },
});
const several = object('Several texts or items.', {
  required: { expected: computed('The texts or items.', list('As they are.', true, { minItems: 1 })) },
  optional: { actual },
});

export const contains: ScorerKind = {
  name: 'contains',
  summary: 'The text contains the expected text (or the list contains the expected item).',
  config: one,
  range: [0, 1],
  measure: 'rate',
  literals: [],
  score: (config, context) => judge([config.expected ?? null], config.actual, { context, need: 'all' }),
};

export const containsAll: ScorerKind = {
  name: 'contains_all',
  summary: 'The text contains every expected text (or the list every expected item).',
  config: several,
  range: [0, 1],
  measure: 'rate',
  literals: [],
  score: (config, context) => judge(config.expected, config.actual, { context, need: 'all' }),
};

export const containsAny: ScorerKind = {
  name: 'contains_any',
  summary: 'The text contains at least one expected text (or the list one expected item).',
  config: several,
  range: [0, 1],
  measure: 'rate',
  literals: [],
  score: (config, context) => judge(config.expected, config.actual, { context, need: 'any' }),
};

export const startsWith: ScorerKind = {
  name: 'starts_with',
  summary: 'The text starts with the expected text.',
  config: one,
  range: [0, 1],
  measure: 'rate',
  literals: [],
  score(config, context) {
    const found = context.normalise(textOf(config.actual ?? context.output));
    const prefix = context.normalise(textOf(config.expected));
    return verdict(found.startsWith(prefix), `${excerpt(found)} against the start ${excerpt(prefix)}`);
  },
};

interface Rule {
  readonly context: ScorerContext;
  readonly need: 'all' | 'any';
}

function judge(expected: Json | undefined, given: Json | undefined, { context, need }: Rule): Score {
  if (!Array.isArray(expected) || expected.length === 0) return unscored('`expected` is not a list with items');
  const holds = holder(given ?? context.output, context);
  const missing = expected.filter((item) => !holds(item));
  if (need === 'any') {
    const passed = missing.length < expected.length;
    return verdict(passed, passed ? 'contains one of them' : `contains none of ${excerpt(expected)}`);
  }
  return verdict(missing.length === 0, missing.length === 0 ? 'contains all' : `lacks ${excerpt(missing)}`);
}

function holder(found: Json, context: ScorerContext): (item: Json) => boolean {
  if (Array.isArray(found)) {
    const items = new Set(found.map((item) => keyOf(item, context)));
    return (item) => items.has(keyOf(item, context));
  }
  const whole = context.normalise(textOf(found));
  return (item) => whole.includes(context.normalise(textOf(item)));
}

function keyOf(item: Json, context: ScorerContext): string {
  return typeof item === 'string' ? `s${context.normalise(item)}` : `j${JSON.stringify(item)}`;
}
