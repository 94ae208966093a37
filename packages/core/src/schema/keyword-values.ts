import type { Json } from '../json.ts';
import { describeJson } from './describe-json.ts';

/** What is wrong with the value of a JSON Schema keyword by the meta-schema of draft 2020-12, in words. */
export function keywordValueProblem(keyword: string, value: Json): string | undefined {
  const rule = rules[keyword];
  if (rule === undefined || rule.holds(value)) return undefined;
  return `\`${keyword}\` takes ${rule.expected}, found ${describeJson(value)}`;
}

interface Rule {
  readonly expected: string;
  holds(value: Json): boolean;
}

const types = ['null', 'boolean', 'object', 'array', 'number', 'string', 'integer'];

const isText = (value: Json): boolean => typeof value === 'string';
const isSchema = (value: Json): boolean => typeof value === 'boolean' || isMapping(value);
const isMapping = (value: Json): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: Json): boolean =>
  Array.isArray(value) && value.every(isText) && new Set(value).size === value.length;
const isType = (value: Json): boolean => types.includes(String(value)) && isText(value);

const text: Rule = { expected: 'a text', holds: isText };
const flag: Rule = { expected: 'true or false', holds: (value) => typeof value === 'boolean' };
const count: Rule = {
  expected: 'a whole number from 0',
  holds: (value) => Number.isInteger(value) && Number(value) >= 0,
};
const number: Rule = { expected: 'a number', holds: (value) => typeof value === 'number' };
const schema: Rule = { expected: 'a schema', holds: isSchema };
const schemas: Rule = {
  expected: 'a list of schemas',
  holds: (value) => Array.isArray(value) && value.length > 0 && value.every(isSchema),
};
const named: Rule = {
  expected: 'schemas by name',
  holds: (value) => isMapping(value) && Object.values(value as object).every(isSchema),
};
const texts: Rule = { expected: 'a list of different texts', holds: isTexts };
const list: Rule = { expected: 'a list', holds: (value) => Array.isArray(value) };

const rules: Readonly<Record<string, Rule>> = {
  ...each(text, [
    '$schema',
    '$id',
    '$ref',
    '$anchor',
    '$dynamicRef',
    '$dynamicAnchor',
    '$comment',
    'title',
    'description',
  ]),
  ...each(text, ['pattern', 'format', 'contentEncoding', 'contentMediaType']),
  ...each(flag, ['uniqueItems', 'deprecated', 'readOnly', 'writeOnly']),
  ...each(count, ['maxLength', 'minLength', 'maxItems', 'minItems', 'maxContains', 'minContains']),
  ...each(count, ['maxProperties', 'minProperties']),
  ...each(number, ['maximum', 'minimum', 'exclusiveMaximum', 'exclusiveMinimum']),
  ...each(schema, ['additionalProperties', 'unevaluatedProperties', 'items', 'unevaluatedItems', 'contains']),
  ...each(schema, ['propertyNames', 'not', 'if', 'then', 'else', 'contentSchema']),
  ...each(schemas, ['allOf', 'anyOf', 'oneOf', 'prefixItems']),
  ...each(named, ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']),
  // The draft allows an empty one, which nothing fits.
  enum: { expected: 'a list of at least one value', holds: (value) => Array.isArray(value) && value.length > 0 },
  examples: list,
  required: texts,
  multipleOf: { expected: 'a number above 0', holds: (value) => typeof value === 'number' && value > 0 },
  dependentRequired: {
    expected: 'lists of texts by name',
    holds: (value) => isMapping(value) && Object.values(value as object).every(isTexts),
  },
  type: {
    expected: `one of ${types.join(', ')}, or a list of them`,
    holds: (value) =>
      isType(value) || (Array.isArray(value) && value.length > 0 && isTexts(value) && value.every(isType)),
  },
};

function each(rule: Rule, keywords: readonly string[]): Readonly<Record<string, Rule>> {
  return Object.fromEntries(keywords.map((keyword) => [keyword, rule]));
}
