import type { Json, JsonObject } from '@sluice/core';
import { expression, object, text, value } from '@sluice/core/schema';
import type { Score } from './score.ts';
import { scored, unscored, verdict } from './score.ts';
import type { ScorerKind } from './scorer-kind.ts';
import { excerpt } from './text-of.ts';

export const cel: ScorerKind = {
  name: 'cel',
  summary: 'A CEL expression over `output`, `row`, `steps` and `recorded`: true or false, or a number from 0 to 1.',
  config: object('An expression.', { required: { value: expression('True or false, or a number from 0 to 1.') } }),
  range: [0, 1],
  measure: 'auto',
  literals: [],
  score: (config) => fromResult(config.value ?? null, 'the expression'),
};

export const module: ScorerKind = {
  name: 'module',
  summary: 'A local TypeScript or JavaScript function of `{output, row, recorded, with}`; gives a score from 0 to 1.',
  config: object('A function.', {
    required: { call: text('`./file.ts#function`', { pattern: '#' }) },
    optional: { with: value('Passed on as `with`.') },
  }),
  range: [0, 1],
  measure: 'auto',
  literals: ['call'],
  async score(config, context) {
    const input = { output: context.output, row: context.row, recorded: context.recorded, with: config.with ?? null };
    return fromResult(await context.callModule(String(config.call), input), 'the module');
  },
};

/** A boolean, a number in 0..1, `{score, reason}` or `{unscored: reason}`. */
function fromResult(result: Json, who: string): Score {
  if (typeof result === 'boolean') return verdict(result, `${who} gave ${result}`);
  if (typeof result === 'number') return inRange(result, `${who} gave ${result}`, who);
  if (result !== null && typeof result === 'object' && !Array.isArray(result)) {
    const { score, reason, unscored: missing } = result as JsonObject;
    if (typeof missing === 'string') return unscored(missing);
    const why = typeof reason === 'string' ? reason : `${who} gave ${excerpt(score)}`;
    if (typeof score === 'boolean') return verdict(score, why);
    if (typeof score === 'number') return inRange(score, why, who);
  }
  return unscored(`${who} gave ${excerpt(result)}, not a score`);
}

function inRange(number: number, reason: string, who: string): Score {
  return number >= 0 && number <= 1 ? scored(number, reason) : unscored(`${who} gave ${number}, outside 0 to 1`);
}
