import type { JsonSchema } from '@sluice/core';

/** Whether a schema lies within what `strict: true` accepts: closed objects with every property required, known keywords only. */
export function isStrictSchema(schema: JsonSchema): boolean {
  return typeof schema === 'object' && schema['type'] === 'object' && isStrict(schema);
}

const unknownToStrict: readonly string[] = [
  'oneOf',
  'allOf',
  'not',
  'if',
  'then',
  'else',
  'dependentRequired',
  'dependentSchemas',
  'patternProperties',
  'unevaluatedProperties',
  'propertyNames',
  'minProperties',
  'maxProperties',
  'unevaluatedItems',
  'contains',
  'minContains',
  'maxContains',
  'uniqueItems',
  'prefixItems',
  'minLength',
  'maxLength',
  'default',
];

function isStrict(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return false;
  const node: Readonly<Record<string, unknown>> = { ...schema };
  if (unknownToStrict.some((keyword) => keyword in node)) return false;
  if (isObjectType(node) && !isClosed(node)) return false;
  const lists = Array.isArray(node['anyOf']) ? node['anyOf'] : [];
  const inner = [...valuesOf(node['properties']), ...valuesOf(node['$defs']), ...lists];
  if (node['items'] !== undefined) inner.push(node['items']);
  return inner.every(isStrict);
}

function isObjectType(node: Readonly<Record<string, unknown>>): boolean {
  const { type } = node;
  return type === 'object' || (Array.isArray(type) && type.includes('object')) || 'properties' in node;
}

function isClosed(node: Readonly<Record<string, unknown>>): boolean {
  const required = Array.isArray(node['required']) ? node['required'] : [];
  return (
    node['additionalProperties'] === false &&
    Object.keys(toRecord(node['properties'])).every((key) => required.includes(key))
  );
}

function valuesOf(value: unknown): unknown[] {
  return Object.values(toRecord(value));
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
