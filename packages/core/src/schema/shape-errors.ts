import { canonicalJson } from '../canonical-json.ts';
import type { JsonSchema } from '../json.ts';
import { linearRegExp } from './linear-reg-exp.ts';
import type { SchemaError } from './schema-error.ts';
import { isSimple, type Keywords } from './simple-schema.ts';

/**
 * The errors that ajv would give, for schemas that use only the plain keywords; `undefined` for others.
 * Walks the schema instead of compiling it: compiling one costs more than checking a file does.
 */
export function shapeErrors(value: unknown, schema: JsonSchema): readonly SchemaError[] | undefined {
  if (!isSimple(schema)) return undefined;
  const walk = new Walk(schema);
  walk.check({ value, schema, instancePath: '', schemaPath: '#' });
  return walk.errors;
}

interface Place {
  readonly value: unknown;
  readonly schema: unknown;
  readonly instancePath: string;
  readonly schemaPath: string;
}

const deepestReference = 500;

class Walk {
  readonly errors: SchemaError[] = [];
  private readonly root: JsonSchema;
  private references = 0;

  constructor(root: JsonSchema) {
    this.root = root;
  }

  check(place: Place): void {
    const { value, schema } = place;
    if (schema === false) this.fail(place, 'false schema', {}, 'boolean schema is false');
    if (typeof schema !== 'object' || schema === null) return;
    const keywords = schema as Keywords;
    if (typeof keywords['$ref'] === 'string') this.checkReference(place, keywords['$ref']);
    const fits = checkType(value, keywords['type']);
    if (!fits) this.fail(place, 'type', { type: keywords['type'] }, `must be ${String(keywords['type'])}`);
    this.checkUnion(place, keywords);
    this.checkWords(place, keywords);
    // Limits hold for fractions where a whole number is asked for, too.
    const isFraction = typeof value === 'number' && [keywords['type']].flat().includes('integer');
    if (!fits && !isFraction) return;
    if (typeof value === 'string') this.checkText(place, keywords, value);
    else if (typeof value === 'number') this.checkNumber(place, keywords, value);
    else if (Array.isArray(value)) this.checkList(place, keywords, value);
    else if (typeof value === 'object' && value !== null) this.checkObject(place, keywords, value as Keywords);
  }

  private checkReference(place: Place, reference: string): void {
    const definitions = (this.root as Keywords)['$defs'] as Keywords | undefined;
    const schema = definitions?.[reference.slice('#/$defs/'.length)];
    // A reference that leads to itself would go on for ever; no value nests as deep as this.
    if (this.references >= deepestReference) {
      this.fail(place, '$ref', {}, 'is nested too deeply');
      return;
    }
    this.references++;
    this.check({ ...place, schema, schemaPath: reference });
    this.references--;
  }

  private checkUnion(place: Place, keywords: Keywords): void {
    const branches = keywords['anyOf'] as readonly unknown[] | undefined;
    if (branches === undefined) return;
    const before = this.errors.length;
    for (const [index, schema] of branches.entries()) {
      const start = this.errors.length;
      this.check({ ...place, schema, schemaPath: `${place.schemaPath}/anyOf/${index}` });
      if (this.errors.length === start) {
        this.errors.length = before;
        return;
      }
    }
    this.fail(place, 'anyOf', {}, 'must match a schema in anyOf');
  }

  private checkWords(place: Place, keywords: Keywords): void {
    const allowed = keywords['enum'] as readonly unknown[] | undefined;
    if (allowed !== undefined && !allowed.some((word) => isSame(word, place.value))) {
      this.fail(place, 'enum', { allowedValues: allowed }, 'must be equal to one of the allowed values');
    }
    if ('const' in keywords && !isSame(keywords['const'], place.value)) {
      this.fail(place, 'const', { allowedValue: keywords['const'] }, 'must be equal to constant');
    }
  }

  private checkText(place: Place, keywords: Keywords, value: string): void {
    const { pattern, minLength, maxLength } = keywords;
    const length = minLength === undefined && maxLength === undefined ? 0 : [...value].length;
    if (typeof minLength === 'number' && length < minLength) {
      this.fail(place, 'minLength', { limit: minLength }, `must NOT have fewer than ${minLength} characters`);
    }
    if (typeof maxLength === 'number' && length > maxLength) {
      this.fail(place, 'maxLength', { limit: maxLength }, `must NOT have more than ${maxLength} characters`);
    }
    if (typeof pattern === 'string' && !linearRegExp(pattern, 'u').test(value)) {
      this.fail(place, 'pattern', { pattern }, `must match pattern "${pattern}"`);
    }
  }

  private checkNumber(place: Place, keywords: Keywords, value: number): void {
    for (const [keyword, { sign, holds }] of limits) {
      const limit = keywords[keyword];
      if (typeof limit !== 'number' || holds(value, limit)) continue;
      this.fail(place, keyword, { comparison: sign, limit }, `must be ${sign} ${limit}`);
    }
  }

  private checkList(place: Place, keywords: Keywords, value: readonly unknown[]): void {
    const { minItems, maxItems, items } = keywords;
    const prefix = (keywords['prefixItems'] ?? []) as readonly unknown[];
    if (typeof minItems === 'number' && value.length < minItems) {
      this.fail(place, 'minItems', { limit: minItems }, `must NOT have fewer than ${minItems} items`);
    }
    if (typeof maxItems === 'number' && value.length > maxItems) {
      this.fail(place, 'maxItems', { limit: maxItems }, `must NOT have more than ${maxItems} items`);
    }
    if (keywords['uniqueItems'] === true && new Set(value.map(canonicalJson)).size < value.length) {
      this.fail(place, 'uniqueItems', {}, 'must NOT have duplicate items');
    }
    for (const [index, item] of value.entries()) {
      const keyword = index < prefix.length ? `prefixItems/${index}` : 'items';
      const schema = index < prefix.length ? prefix[index] : (items ?? true);
      this.check({ value: item, schema, ...below(place, String(index), keyword) });
    }
  }

  private checkObject(place: Place, keywords: Keywords, value: Keywords): void {
    const properties = (keywords['properties'] ?? {}) as Keywords;
    const patterns = Object.entries((keywords['patternProperties'] ?? {}) as Keywords);
    this.checkCount(place, keywords, Object.keys(value).length);
    for (const key of (keywords['required'] ?? []) as readonly string[]) {
      if (!Object.hasOwn(value, key)) {
        this.fail(place, 'required', { missingProperty: key }, `must have required property '${key}'`);
      }
    }
    for (const [key, item] of Object.entries(value)) {
      if (keywords['propertyNames'] !== undefined) this.checkName(place, key, keywords['propertyNames']);
      const declared = Object.hasOwn(properties, key);
      const matching = patterns.filter(([pattern]) => linearRegExp(pattern, 'u').test(key));
      if (declared) this.check({ value: item, schema: properties[key], ...below(place, key, `properties/${key}`) });
      for (const [pattern, schema] of matching) {
        this.check({ value: item, schema, ...below(place, key, `patternProperties/${pattern}`) });
      }
      if (!declared && matching.length === 0) this.checkAdditional(place, key, { keywords, item });
    }
  }

  private checkCount(place: Place, { minProperties, maxProperties }: Keywords, count: number): void {
    if (typeof minProperties === 'number' && count < minProperties) {
      this.fail(
        place,
        'minProperties',
        { limit: minProperties },
        `must NOT have fewer than ${minProperties} properties`,
      );
    }
    if (typeof maxProperties === 'number' && count > maxProperties) {
      this.fail(
        place,
        'maxProperties',
        { limit: maxProperties },
        `must NOT have more than ${maxProperties} properties`,
      );
    }
  }

  private checkAdditional(place: Place, key: string, { keywords, item }: { keywords: Keywords; item: unknown }): void {
    const schema = keywords['additionalProperties'];
    if (schema === false) {
      this.fail(place, 'additionalProperties', { additionalProperty: key }, 'must NOT have additional properties');
    } else if (schema !== undefined) {
      this.check({ value: item, schema, ...below(place, key, 'additionalProperties') });
    }
  }

  private checkName(place: Place, key: string, schema: unknown): void {
    const before = this.errors.length;
    this.check({
      value: key,
      schema,
      instancePath: place.instancePath,
      schemaPath: `${place.schemaPath}/propertyNames`,
    });
    if (this.errors.length === before) return;
    // What is wrong with the name is the name's own business: one error is enough.
    this.errors.length = before;
    this.fail(place, 'propertyNames', { propertyName: key }, 'property name must be valid');
  }

  // biome-ignore lint/complexity/useMaxParams: one error has these four parts, and every keyword makes one.
  private fail(place: Place, keyword: string, params: Keywords, message: string): void {
    const { instancePath, schemaPath, schema: parentSchema } = place;
    this.errors.push({ keyword, instancePath, schemaPath: `${schemaPath}/${keyword}`, params, message, parentSchema });
  }
}

const limits: readonly (readonly [
  string,
  { readonly sign: string; readonly holds: (value: number, limit: number) => boolean },
])[] = [
  ['minimum', { sign: '>=', holds: (value, limit) => value >= limit }],
  ['maximum', { sign: '<=', holds: (value, limit) => value <= limit }],
  ['exclusiveMinimum', { sign: '>', holds: (value, limit) => value > limit }],
  ['exclusiveMaximum', { sign: '<', holds: (value, limit) => value < limit }],
];

function below(place: Place, key: string, keyword: string): { instancePath: string; schemaPath: string } {
  const segment = key.replaceAll('~', '~0').replaceAll('/', '~1');
  return { instancePath: `${place.instancePath}/${segment}`, schemaPath: `${place.schemaPath}/${keyword}` };
}

function checkType(value: unknown, type: unknown): boolean {
  if (type === undefined) return true;
  const types = Array.isArray(type) ? type : [type];
  return types.some((name) => {
    switch (name) {
      case 'null':
        return value === null;
      case 'array':
        return Array.isArray(value);
      case 'object':
        return typeof value === 'object' && value !== null && !Array.isArray(value);
      case 'integer':
        return Number.isInteger(value);
      default:
        return typeof value === name;
    }
  });
}

function isSame(left: unknown, right: unknown): boolean {
  return left === right || (typeof left === 'object' && canonicalJson(left) === canonicalJson(right));
}
