import type { Json } from '@sluice/core';
import { either, expression, list, type Schema, text } from '@sluice/core/schema';
import { type Score, unscored } from './score.ts';
import type { ScorerContext } from './scorer-kind.ts';
import { textOf } from './text-of.ts';

/** One right text or several, any of which will do. */
export const references: Schema = either(
  'The right text, or several of which the nearest counts.',
  text('As it is.'),
  list('Several.', text('As it is.'), { minItems: 1 }),
  expression('Computed for each case.'),
);

/** Both sides of a comparison as normalised texts. */
export interface ComparedTexts {
  readonly found: string;
  readonly references: readonly [string, ...string[]];
}

/** The texts to compare, handed to `score`; unscored where `expected` gives none. */
export function compareTexts(
  config: { readonly expected?: Json; readonly actual?: Json },
  context: ScorerContext,
  score: (texts: ComparedTexts) => Score,
): Score {
  const { expected } = config;
  const given = Array.isArray(expected) ? expected : [expected];
  const [first, ...others] = given.flatMap((one) =>
    one === undefined || one === null ? [] : [context.normalise(textOf(one))],
  );
  if (first === undefined) return unscored('`expected` gave no text');
  const found = context.normalise(textOf(config.actual === undefined ? context.output : config.actual));
  return score({ found, references: [first, ...others] });
}

/** The reference with the highest value. */
export function nearest<Value>(
  { found, references: all }: ComparedTexts,
  compare: (found: string, reference: string) => Value,
  rank: (value: Value) => number,
): Value {
  const [first, ...others] = all;
  return others.reduce(
    (best, reference) => {
      const value = compare(found, reference);
      return rank(value) > rank(best) ? value : best;
    },
    compare(found, first),
  );
}

/** At most three digits, for a reason. */
export function shown(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
