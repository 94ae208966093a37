import { type Json, type JsonObject, parseYaml } from '@sluice/core';
import type { Normalisation } from '../../src/scorers/normalise.ts';
import type { AssertionCase } from './assertion-case.ts';

/** How a suite here says what the assertion says. */
export interface Counterpart {
  readonly scorer: string;
  readonly config: JsonObject;
  readonly threshold?: number;
  readonly normalise?: readonly Normalisation[];
}

type Translate = (found: AssertionCase) => Counterpart;

/** Assertion types that a scorer here stands for. */
export const counterparts: Readonly<Record<string, Translate>> = {
  contains: ({ value }) => ({ scorer: 'contains', config: expecting(text(value)) }),
  icontains: ({ value }) => ({ scorer: 'contains', config: expecting(text(value)), normalise: ['case'] }),
  'contains-any': ({ value }) => ({ scorer: 'contains_any', config: expecting(value) }),
  'icontains-any': ({ value }) => ({ scorer: 'contains_any', config: expecting(value), normalise: ['case'] }),
  'contains-all': ({ value }) => ({ scorer: 'contains_all', config: expecting(value) }),
  'icontains-all': ({ value }) => ({ scorer: 'contains_all', config: expecting(value), normalise: ['case'] }),
  'starts-with': ({ value }) => ({ scorer: 'starts_with', config: expecting(text(value)) }),
  equals: ({ value }) => ({ scorer: typeof value === 'string' ? 'exact' : 'json_equals', config: expecting(value) }),
  regex: ({ value }) => ({ scorer: 'regex', config: { pattern: value ?? null } }),
  'is-json': ({ value }) =>
    value === undefined
      ? { scorer: 'json_valid', config: {} }
      : { scorer: 'json_schema', config: { schema: schemaOf(value) } },
  levenshtein: ({ value, threshold = 5 }) => ({
    scorer: 'levenshtein',
    config: { ...expecting(value), max_distance: threshold },
  }),
  'rouge-n': ({ value, threshold = 0.75 }) => ({ scorer: 'rouge_n', config: expecting(value), threshold }),
  bleu: ({ value, threshold = 0.5 }) => ({ scorer: 'bleu', config: expecting(value), threshold }),
  'word-count': ({ value }) => ({ scorer: 'word_count', config: wordBounds(value) }),
  'is-refusal': () => ({ scorer: 'refusal', config: {} }),
  latency: ({ threshold }) => ({ scorer: 'latency', config: limit(threshold, 'ms') }),
  cost: ({ threshold }) => ({ scorer: 'cost', config: limit(threshold, 'usd') }),
};

function expecting(value: Json | undefined): JsonObject {
  return value === undefined ? {} : { expected: value };
}

/** A YAML file here writes a number that is looked for in a text as text. */
function text(value: Json | undefined): Json | undefined {
  return typeof value === 'number' ? String(value) : value;
}

/** The tool reads a schema from a text of YAML as well. */
function schemaOf(value: Json): Json {
  if (typeof value !== 'string') return value;
  const parsed = parseYaml({ path: 'schema', text: value });
  if (!parsed.ok) throw new Error(`the schema of a case is no YAML: ${value}`);
  return parsed.value.value as Json;
}

function wordBounds(value: Json | undefined): JsonObject {
  if (value === undefined || value === null) return {};
  if (typeof value === 'object') return value as JsonObject;
  return { exactly: typeof value === 'string' && /^\d+$/u.test(value) ? Number(value) : value };
}

function limit(threshold: number | undefined, unit: string): JsonObject {
  return threshold === undefined ? {} : { max: `${threshold} ${unit}` };
}
