import type { JsonObject } from '@sluice/core';
import { object, text } from '@sluice/core/schema';
import { boundPattern, parseBound } from '../gates/bound.ts';
import { unscored, verdict } from './score.ts';
import type { ConfigProblem, ScorerKind } from './scorer-kind.ts';

export const cost: ScorerKind = {
  name: 'cost',
  summary:
    'The case (or the step that the scorer names) cost at most so much, judges apart; unscored where a price is unknown.',
  config: object('A cost.', {
    required: { max: text('`0.01 usd`.', { pattern: boundPattern, 'x-expects': 'dollars: 0.01 usd' }) },
  }),
  range: [0, 1],
  measure: 'rate',
  literals: ['max'],
  check: (config) => unitProblem(config, 'usd'),
  score(config, { cost_usd: spent }) {
    if (spent === undefined || spent === null) return unscored('the cost is not known');
    const limit = limitOf(config);
    const passed = spent <= limit;
    return verdict(passed, `${spent} usd is ${passed ? 'at most' : 'above'} ${limit} usd`);
  },
};

export const latency: ScorerKind = {
  name: 'latency',
  summary:
    'The case (or the step that the scorer names) took at most so long; a cached or recorded answer keeps its time.',
  config: object('A time.', {
    required: { max: text('`4s`, `250 ms`.', { pattern: boundPattern, 'x-expects': 'a time: 4s, 250 ms' }) },
  }),
  range: [0, 1],
  measure: 'rate',
  literals: ['max'],
  check: (config) => unitProblem(config, 's'),
  score(config, { latency_s: took }) {
    if (took === undefined || took === null) return unscored('no time was recorded');
    const limit = limitOf(config);
    const passed = took <= limit;
    return verdict(passed, `${took} s is ${passed ? 'at most' : 'above'} ${limit} s`);
  },
};

function limitOf({ max }: JsonObject): number {
  return parseBound(String(max))?.value ?? 0;
}

function unitProblem({ max }: JsonObject, unit: 's' | 'usd'): ConfigProblem | undefined {
  if (parseBound(String(max))?.unit === unit) return undefined;
  const example = unit === 's' ? '4s or 250 ms' : '0.01 usd';
  return { field: 'max', message: `\`${String(max)}\` has no unit that fits`, hint: `write it as ${example}` };
}
