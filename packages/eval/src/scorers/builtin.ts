import { bleu } from './bleu.ts';
import { chrf } from './chrf.ts';
import { classification } from './classification.ts';
import { contains, containsAll, containsAny, startsWith } from './contains.ts';
import { cel, module } from './custom.ts';
import { exact } from './exact.ts';
import { exactMatch, f1 } from './f1.ts';
import { jsonEquals, jsonSchema, jsonValid } from './json.ts';
import { judge } from './judge.ts';
import { levenshtein } from './levenshtein.ts';
import { mathEquals } from './math-equals.ts';
import { cost, latency } from './measured.ts';
import { numeric } from './numeric.ts';
import { oneOf } from './one-of.ts';
import { refusal } from './refusal.ts';
import { regex } from './regex.ts';
import { rougeL, rougeN } from './rouge.ts';
import type { ScorerKind } from './scorer-kind.ts';
import { similarityRatio } from './similarity-ratio.ts';
import { ter } from './ter.ts';
import { wordCount } from './word-count.ts';

/** Every scorer that a suite may name. */
export const builtinScorers: readonly ScorerKind[] = [
  exact,
  contains,
  containsAll,
  containsAny,
  startsWith,
  regex,
  oneOf,
  classification,
  jsonValid,
  jsonSchema,
  jsonEquals,
  numeric,
  levenshtein,
  similarityRatio,
  rougeN,
  rougeL,
  bleu,
  chrf,
  ter,
  f1,
  exactMatch,
  mathEquals,
  wordCount,
  refusal,
  cost,
  latency,
  module,
  cel,
  judge,
];
