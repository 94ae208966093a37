import { object, text } from '@sluice/core/schema';
import { RE2JS } from 're2js';
import { actual } from './computed.ts';
import { verdict } from './score.ts';
import type { ScorerKind } from './scorer-kind.ts';
import { excerpt, textOf } from './text-of.ts';

const compiled = new Map<string, RE2JS>();

export const regex: ScorerKind = {
  name: 'regex',
  summary: 'A regular expression (RE2 syntax, linear time) matches somewhere in the text.',
  config: object('A regular expression.', {
    required: { pattern: text('RE2 syntax.', { minLength: 1 }) },
    optional: { actual, flags: text('Any of i, m, s.', { pattern: '^[ims]*$' }) },
  }),
  range: [0, 1],
  measure: 'rate',
  literals: ['pattern', 'flags'],
  check(config) {
    try {
      patternOf(String(config.pattern), String(config.flags ?? ''));
      return undefined;
    } catch (error) {
      return {
        field: 'pattern',
        message: `not a regular expression: ${error instanceof Error ? error.message : String(error)}`,
        hint: 'RE2 syntax: no look-around and no back references, so that no text can make it slow',
      };
    }
  },
  score(config, context) {
    const found = textOf(config.actual ?? context.output);
    const passed = patternOf(String(config.pattern), String(config.flags ?? ''))
      .matcher(found)
      .find();
    return verdict(passed, `/${String(config.pattern)}/ ${passed ? 'matches' : 'does not match'} ${excerpt(found)}`);
  },
};

function patternOf(pattern: string, flags: string): RE2JS {
  const key = `${flags}/${pattern}`;
  const known = compiled.get(key);
  if (known) return known;
  const bits =
    (flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0) |
    (flags.includes('m') ? RE2JS.MULTILINE : 0) |
    (flags.includes('s') ? RE2JS.DOTALL : 0);
  const made = RE2JS.compile(pattern, bits);
  compiled.set(key, made);
  return made;
}
