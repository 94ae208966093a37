import type { AssertionCase, Fact } from './assertion-case.ts';
import { splitType } from './assertion-case.ts';

/** A way in which we differ on purpose; it names what we do instead, and the test checks that. */
export interface Difference {
  readonly reason: string;
  readonly applies: (found: AssertionCase) => boolean;
  /** What we give, where the tool gives something else. */
  readonly ours: readonly Fact[];
}

const listTypes = ['contains-any', 'contains-all', 'icontains-any', 'icontains-all'];

export const differences: readonly Difference[] = [
  {
    reason: 'a list is written as a list: a text with commas is refused, so that no comma of a phrase is lost',
    applies: ({ type, value }) => listTypes.includes(splitType(type).name) && typeof value === 'string',
    ours: ['refused'],
  },
  {
    reason: 'an empty list decides nothing and is refused',
    applies: ({ type, value }) =>
      listTypes.includes(splitType(type).name) && Array.isArray(value) && value.length === 0,
    ours: ['refused'],
  },
  {
    reason: 'patterns are RE2: one that does not compile is refused before any call, and inline flags are read',
    applies: ({ type, value }) => splitType(type).name === 'regex' && !isJavaScriptPattern(String(value)),
    ours: ['refused', 'pass'],
  },
  {
    reason: "BLEU is sacrebleu's; the tool's formula gives other numbers, and this case of its tests states no verdict",
    applies: ({ type, expectPass, source = '' }) =>
      splitType(type).name === 'bleu' && expectPass === undefined && !source.startsWith('observed'),
    ours: ['pass', 'fail'],
  },
];

function isJavaScriptPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern) instanceof RegExp;
  } catch {
    return false;
  }
}
