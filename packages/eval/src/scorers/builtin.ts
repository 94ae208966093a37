import { contains, containsAll, containsAny, startsWith } from './contains.ts';
import { cel, module } from './custom.ts';
import { exact } from './exact.ts';
import { jsonEquals, jsonSchema, jsonValid } from './json.ts';
import { judge } from './judge.ts';
import { numeric } from './numeric.ts';
import { oneOf } from './one-of.ts';
import { regex } from './regex.ts';
import type { ScorerKind } from './scorer-kind.ts';

/** Every scorer that a suite may name. */
export const builtinScorers: readonly ScorerKind[] = [
  exact,
  contains,
  containsAll,
  containsAny,
  startsWith,
  regex,
  oneOf,
  jsonValid,
  jsonSchema,
  jsonEquals,
  numeric,
  module,
  cel,
  judge,
];
