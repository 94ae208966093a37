import { checkJsonSchema, type Json, type JsonObject, type JsonSchema, parseYaml, valueErrors } from '@sluice/core';
import { flag, list, number, object, schemaDocument, text } from '@sluice/core/schema';
import { actual, expected } from './computed.ts';
import { jsonDifference } from './json-difference.ts';
import { unscored, verdict } from './score.ts';
import type { ScorerKind } from './scorer-kind.ts';
import { excerpt } from './text-of.ts';

export const jsonValid: ScorerKind = {
  name: 'json_valid',
  summary: 'The text is one JSON value (a value that is no text is).',
  config: object('JSON.', { optional: { actual } }),
  range: [0, 1],
  measure: 'rate',
  literals: [],
  score(config, context) {
    const parsed = parsedJson(config.actual === undefined ? context.output : config.actual);
    return verdict(parsed.ok, parsed.ok ? 'valid JSON' : parsed.why);
  },
};

export const jsonSchema: ScorerKind = {
  name: 'json_schema',
  summary: 'The value (or the JSON text) is valid by a JSON Schema 2020-12.',
  config: object('A schema.', { required: { schema: schemaDocument('JSON Schema 2020-12.') }, optional: { actual } }),
  range: [0, 1],
  measure: 'rate',
  literals: ['schema'],
  check(config) {
    const problem = schemaProblem(config.schema ?? true);
    return problem === undefined ? undefined : { field: 'schema', message: `not a JSON Schema: ${problem}` };
  },
  score(config, context) {
    const parsed = parsedJson(config.actual === undefined ? context.output : config.actual);
    if (!parsed.ok) return verdict(false, parsed.why);
    const [first] = validatorOf(config.schema ?? true)(parsed.value);
    return verdict(first === undefined, first ?? 'valid by the schema');
  },
};

export const jsonEquals: ScorerKind = {
  name: 'json_equals',
  summary: 'Two JSON values are equal; order of keys is free, of lists where asked, numbers within a tolerance.',
  config: object('Equality of JSON.', {
    required: { expected },
    optional: {
      actual,
      ordered: flag('Whether the order of lists counts. Default true.'),
      tolerance: number('Absolute, for numbers. Default 0.', { minimum: 0 }),
      paths: list('Compare only these.', text('A JSON pointer.', { pattern: '^(/[^/]*)*$' }), { minItems: 1 }),
    },
  }),
  range: [0, 1],
  measure: 'rate',
  literals: ['ordered', 'tolerance', 'paths'],
  score(config, context) {
    const found = parsedJson(config.actual === undefined ? context.output : config.actual);
    if (!found.ok) return verdict(false, found.why);
    if (config.expected === undefined) return unscored('`expected` gave nothing');
    const rules = { ordered: config.ordered !== false, tolerance: Number(config.tolerance ?? 0) };
    const paths = Array.isArray(config.paths) ? config.paths.map(String) : [''];
    for (const path of paths) {
      const difference = jsonDifference(at(found.value, path), at(config.expected, path), rules);
      if (difference !== undefined) return verdict(false, `${path}${difference}`);
    }
    return verdict(true, 'equal');
  },
};

type ParsedJson = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly why: string };

/** The JSON of a text (or of a prompt step's `{text}`); any other value is JSON already. */
function parsedJson(value: Json): ParsedJson {
  const source = typeof value === 'string' ? value : onlyText(value);
  if (source === undefined) return { ok: true, value };
  try {
    return { ok: true, value: JSON.parse(source) as Json };
  } catch {
    return { ok: false, why: `not JSON: ${excerpt(source)}` };
  }
}

function onlyText(value: Json): string | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const object = value as JsonObject;
  return typeof object.text === 'string' && Object.keys(object).length === 1 ? object.text : undefined;
}

type Validator = ReturnType<typeof valueErrors>;
const validators = new Map<string, Validator>();

/** The validator of steps' outputs: formats are asserted, patterns are linear. */
function validatorOf(schema: Json): Validator {
  const key = JSON.stringify(schema);
  const known = validators.get(key);
  if (known) return known;
  const made = valueErrors(schema as JsonSchema);
  validators.set(key, made);
  return made;
}

function schemaProblem(schema: Json): string | undefined {
  const parsed = parseYaml({ path: 'schema', text: JSON.stringify(schema) });
  if (!parsed.ok) return parsed.diagnostics[0]?.message;
  return checkJsonSchema(parsed.value)[0]?.message;
}

function at(value: Json, pointer: string): Json | undefined {
  let current: Json | undefined = value;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(current)) current = current[Number(key)];
    else if (current !== null && typeof current === 'object')
      current = Object.hasOwn(current, key) ? (current as JsonObject)[key] : undefined;
    else return undefined;
  }
  return current;
}
