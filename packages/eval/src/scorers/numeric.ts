import type { Json } from '@sluice/core';
import { either, number, object } from '@sluice/core/schema';
import { actual } from './computed.ts';
import { unscored, verdict } from './score.ts';
import type { ScorerKind } from './scorer-kind.ts';
import { excerpt, textOf } from './text-of.ts';

export const numeric: ScorerKind = {
  name: 'numeric',
  summary: 'The last number of the text equals the expected number, within a tolerance.',
  config: object('A number.', {
    required: { expected: either('A number, or a text whose last number counts.', { type: ['number', 'string'] }) },
    optional: {
      actual,
      tolerance: number('Absolute. Default 0 (up to rounding).', { minimum: 0 }),
      relative: number('As a share of the expected number.', { minimum: 0 }),
    },
  }),
  range: [0, 1],
  measure: 'rate',
  literals: [],
  score(config, context) {
    const wanted = numberOf(config.expected ?? null);
    if (wanted === undefined) return unscored(`the expected value ${excerpt(config.expected)} holds no number`);
    const found = numberOf(config.actual ?? context.output);
    if (found === undefined) return verdict(false, 'no number in the output');
    const allowed = Math.max(
      Number(config.tolerance ?? 0),
      Math.abs(wanted) * Number(config.relative ?? 0),
      Math.abs(wanted) * 1e-12,
    );
    const passed = Math.abs(found - wanted) <= allowed;
    return verdict(passed, `${found} ${passed ? 'equals' : 'is not'} ${wanted}`);
  },
};

const numberInText =
  /(?:(?<![\p{L}\p{N}])[-−])?[$€£]?(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|(?<!\d)\.\d+)(?:[eE][+-]?\d+)?/gu;

/** A number, or the last one in a text; commas between digits and currency signs are read over. */
export function numberOf(value: Json): number | undefined {
  if (typeof value === 'number') return value;
  const last = textOf(value).match(numberInText)?.at(-1);
  if (last === undefined) return undefined;
  const parsed = Number(last.replace(/[,$€£]/gu, '').replace('−', '-'));
  return Number.isFinite(parsed) ? parsed : undefined;
}
