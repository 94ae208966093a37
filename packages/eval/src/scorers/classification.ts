import { object } from '@sluice/core/schema';
import { actual, expected } from './computed.ts';
import { unscored, verdict } from './score.ts';
import type { ScorerKind } from './scorer-kind.ts';
import { excerpt, textOf } from './text-of.ts';

export const classification: ScorerKind = {
  name: 'classification',
  summary:
    'The label is the expected one: 1 or 0 for each case; over all cases precision, recall, F1, the confusion matrix and kappa.',
  config: object('A label.', { required: { expected }, optional: { actual } }),
  range: [0, 1],
  measure: 'rate',
  literals: [],
  score(config, context) {
    const { expected: wanted } = config;
    if (wanted === undefined || wanted === null) return unscored('`expected` gave no label');
    const label = {
      actual: context.normalise(textOf(wanted)),
      predicted: context.normalise(textOf(config.actual === undefined ? context.output : config.actual)),
    };
    const said = label.predicted === label.actual ? '' : `, said ${excerpt(label.predicted)}`;
    return { ...verdict(said === '', `is ${excerpt(label.actual)}${said}`), label };
  },
};
