import { seededStream } from '../random/seeded.ts';
import { isObject, type JsonObject, listOf, stringOf } from '../wire/json.ts';
import { stringInstance } from './string-instance.ts';

/**
 * A value that satisfies a JSON Schema (2020-12 or Gemini's dialect), the same one for the same seed. Understood: type,
 * enum, const, properties, items, prefixItems, anyOf, oneOf, allOf, $ref, and the bounds of numbers, strings and lists.
 * `pattern` is met only where a plain word or the examples do.
 */
export function schemaInstance(schema: JsonObject, seed: number): unknown {
  return instance(schema, { root: schema, random: seededStream(seed), depth: 0 });
}

interface Scope {
  readonly root: JsonObject;
  readonly random: () => number;
  readonly depth: number;
}

const deepest = 8;

function instance(given: unknown, scope: Scope): unknown {
  const schema = resolved(given, scope.root);
  if ('const' in schema) return schema['const'];
  const allowed = listOf(schema['enum']);
  if (allowed.length > 0) return oneOf(allowed, scope);
  const examples = listOf(schema['examples']);
  if (examples.length > 0) return oneOf(examples, scope);
  const choices = [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])];
  if (choices.length > 0) {
    const { anyOf: _any, oneOf: _one, ...shared } = schema;
    return instance(
      merged([shared, oneOf(scope.depth >= deepest ? shallow(choices) : choices, scope)], scope.root),
      scope,
    );
  }
  return typed(schema, scope);
}

function typed(schema: JsonObject, scope: Scope): unknown {
  const inside: Scope = { ...scope, depth: scope.depth + 1 };
  switch (typeOf(schema)) {
    case 'object':
      return objectInstance(schema, inside);
    case 'array':
      return arrayInstance(schema, inside);
    case 'integer':
      return numberInstance(schema, scope, true);
    case 'number':
      return numberInstance(schema, scope, false);
    case 'boolean':
      return scope.random() < 0.5;
    case 'null':
      return null;
    default:
      return stringInstance(schema, scope.random);
  }
}

function objectInstance(schema: JsonObject, scope: Scope): JsonObject {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = new Set(listOf(schema['required']));
  const names = Object.keys(properties).filter((name) => required.has(name) || scope.depth < deepest);
  const missing = [...required].filter((name): name is string => typeof name === 'string' && !(name in properties));
  return Object.fromEntries([...names, ...missing].map((name) => [name, instance(properties[name] ?? {}, scope)]));
}

function arrayInstance(schema: JsonObject, scope: Scope): readonly unknown[] {
  const first = listOf(schema['prefixItems']).map((item) => instance(item, scope));
  const least = Number(schema['minItems'] ?? (scope.depth < deepest ? 1 : 0));
  const most = Number(schema['maxItems'] ?? Math.max(least, 2));
  const length = least + Math.floor(scope.random() * (most - least + 1));
  const rest = schema['items'] === false ? 0 : Math.max(0, Math.min(length, least + 3) - first.length);
  return [...first, ...Array.from({ length: rest }, () => instance(schema['items'] ?? {}, scope))];
}

function numberInstance(schema: JsonObject, scope: Scope, whole: boolean): number {
  const step = Number(schema['multipleOf'] ?? (whole ? 1 : 0.1));
  const above = boundOf(schema, 'exclusiveMinimum', step) ?? numberOr(schema['minimum'], undefined);
  const below = boundOf(schema, 'exclusiveMaximum', -step) ?? numberOr(schema['maximum'], undefined);
  const least = Math.ceil((above ?? (below === undefined ? 0 : below - 10 * step)) / step - 1e-9);
  const most = Math.floor((below ?? least * step + 10 * step) / step + 1e-9);
  const steps = least + Math.floor(scope.random() * (Math.max(least, most) - least + 1));
  return Number((steps * step).toPrecision(12));
}

function boundOf(schema: JsonObject, name: string, step: number): number | undefined {
  const value = schema[name];
  return typeof value === 'number' ? value + step : undefined;
}

function numberOr(value: unknown, otherwise: number | undefined): number | undefined {
  return typeof value === 'number' ? value : otherwise;
}

/** The one type to make: the first that is not null. Gemini writes types in capitals. */
function typeOf(schema: JsonObject): string {
  const type = schema['type'];
  const name = Array.isArray(type) ? type.find((item) => item !== 'null') : type;
  if (typeof name === 'string') return name.toLowerCase();
  if (schema['properties'] !== undefined || schema['required'] !== undefined) return 'object';
  return schema['items'] !== undefined || schema['prefixItems'] !== undefined ? 'array' : 'string';
}

function resolved(given: unknown, root: JsonObject): JsonObject {
  const schema = isObject(given) ? given : {};
  const reference = stringOf(schema['$ref']);
  if (reference !== undefined) {
    const { $ref: _reference, ...beside } = schema;
    return merged([pointedAt(reference, root), beside], root);
  }
  const all = listOf(schema['allOf']);
  if (all.length === 0) return schema;
  const { allOf: _all, ...shared } = schema;
  return merged([shared, ...all], root);
}

function merged(schemas: readonly unknown[], root: JsonObject): JsonObject {
  const all = schemas.map((given) => resolved(given, root));
  const both: JsonObject = Object.assign({}, ...all);
  const properties: JsonObject = Object.assign({}, ...all.map(propertiesOf));
  const required = [...new Set(all.flatMap((schema) => listOf(schema['required'])))];
  return Object.keys(properties).length === 0 && required.length === 0 ? both : { ...both, properties, required };
}

function propertiesOf(schema: JsonObject): JsonObject {
  return isObject(schema['properties']) ? schema['properties'] : {};
}

function pointedAt(reference: string, root: JsonObject): unknown {
  const names = reference
    .replace(/^#\/?/u, '')
    .split('/')
    .filter((name) => name !== '');
  return names
    .map((name) => decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), root);
}

function oneOf(values: readonly unknown[], scope: Scope): unknown {
  return values[Math.floor(scope.random() * values.length)];
}

/** Deep down only the alternatives that do not nest further. */
function shallow(choices: readonly unknown[]): readonly unknown[] {
  const flat = choices.filter(
    (choice) => isObject(choice) && choice['$ref'] === undefined && !['object', 'array'].includes(typeOf(choice)),
  );
  return flat.length > 0 ? flat : choices;
}
