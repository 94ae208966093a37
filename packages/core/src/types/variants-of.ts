import type { JsonSchema } from '../json.ts';
import { intersectVariants } from './intersect-variants.ts';
import { detach, isSchemaObject, resolveReference, type SchemaObject } from './resolve-reference.ts';
import type { Variant, VariantType } from './variant.ts';

/** More alternatives than this are read as "anything". */
const maxVariants = 64;
const maxReferenceDepth = 32;

/** The JSON types that a schema allows; `undefined` where it says nothing that can be used. */
export function variantsOf(schema: JsonSchema): readonly Variant[] | undefined {
  if (typeof schema === 'boolean') return schema ? undefined : [];
  const known = computed.get(schema);
  if (known !== undefined) return known.variants;
  const found = variants(schema, 0);
  computed.set(schema, { variants: found });
  return found;
}

// Schemas are never changed: each is read once.
const computed = new WeakMap<object, { readonly variants: readonly Variant[] | undefined }>();

function variants(schema: JsonSchema, depth: number): readonly Variant[] | undefined {
  if (schema === true || depth > maxReferenceDepth) return undefined;
  if (schema === false) return [];
  let found = ownVariants(schema);
  for (const part of combinedParts(schema)) {
    found = intersect(found, union(part, depth + 1));
    if (found !== undefined && found.length > maxVariants) return undefined;
  }
  return found;
}

/** Everything that must hold besides the schema's own keywords, each as a list of alternatives. */
function combinedParts(schema: SchemaObject): readonly (readonly JsonSchema[])[] {
  const parts: (readonly JsonSchema[])[] = [];
  if (typeof schema['$ref'] === 'string') parts.push([resolveReference(schema['$ref'], schema)]);
  if (Array.isArray(schema['allOf'])) {
    for (const part of schema['allOf']) parts.push([detach(part, schema)]);
  }
  for (const keyword of ['anyOf', 'oneOf']) {
    const alternatives = schema[keyword];
    if (Array.isArray(alternatives)) parts.push(alternatives.map((part) => detach(part, schema)));
  }
  return parts;
}

function union(alternatives: readonly JsonSchema[], depth: number): readonly Variant[] | undefined {
  const all: Variant[] = [];
  for (const alternative of alternatives) {
    const found = variants(alternative, depth);
    if (found === undefined) return undefined;
    all.push(...found);
  }
  return mergeScalars(all);
}

function intersect(left: readonly Variant[] | undefined, right: readonly Variant[] | undefined) {
  if (left === undefined) return right;
  if (right === undefined) return left;
  const all: Variant[] = [];
  for (const one of left) {
    for (const other of right) {
      const both = intersectVariants(one, other);
      if (both !== undefined) all.push(both);
    }
  }
  return mergeScalars(all);
}

/** One entry per scalar type, so that unions of literals stay small. */
function mergeScalars(all: readonly Variant[]): readonly Variant[] {
  const merged: Variant[] = [];
  for (const variant of all) {
    const index = merged.findIndex((other) => other.type === variant.type);
    const other = merged[index];
    if (other === undefined || variant.type === 'array' || variant.type === 'object') merged.push(variant);
    else merged[index] = mergeScalar(other, variant);
  }
  return merged;
}

function mergeScalar(left: Variant, right: Variant): Variant {
  if (left.type === 'string' && right.type === 'string') {
    if (left.values === undefined || right.values === undefined) return { type: 'string' };
    return { type: 'string', values: [...new Set([...left.values, ...right.values])] };
  }
  if (left.type === 'number' && right.type === 'number') {
    const integer = left.integer && right.integer;
    if (left.values === undefined || right.values === undefined) return { type: 'number', integer };
    return { type: 'number', integer, values: [...new Set([...left.values, ...right.values])] };
  }
  if (left.type === 'boolean' && right.type === 'boolean') {
    if (left.values === undefined || right.values === undefined) return { type: 'boolean' };
    return { type: 'boolean', values: [...new Set([...left.values, ...right.values])] };
  }
  return left;
}

function ownVariants(schema: SchemaObject): readonly Variant[] | undefined {
  if ('const' in schema) return valueVariants([schema['const']], schema);
  if (Array.isArray(schema['enum'])) return valueVariants(schema['enum'], schema);
  const types = declaredTypes(schema);
  return types?.map((type) => structure(type, schema));
}

function declaredTypes(schema: SchemaObject): readonly string[] | undefined {
  const type = schema['type'];
  const listed = typeof type === 'string' ? [type] : Array.isArray(type) ? type : undefined;
  const types = listed?.filter((name): name is string => typeof name === 'string') ?? [];
  if (types.length > 0) return schema['nullable'] === true && !types.includes('null') ? [...types, 'null'] : types;
  // A schema that speaks of properties or items means objects or arrays, although it would allow anything else.
  if ('properties' in schema || 'required' in schema || 'additionalProperties' in schema) return ['object'];
  if ('items' in schema || 'prefixItems' in schema) return ['array'];
  return undefined;
}

function structure(type: string, schema: SchemaObject): Variant {
  switch (type) {
    case 'null':
    case 'boolean':
    case 'string':
      return { type };
    case 'integer':
    case 'number':
      return { type: 'number', integer: type === 'integer' };
    case 'array':
      return arrayVariant(schema);
    default:
      return objectVariant(schema);
  }
}

function arrayVariant(schema: SchemaObject): Variant {
  const prefix = Array.isArray(schema['prefixItems']) ? schema['prefixItems'] : [];
  return {
    type: 'array',
    prefix: prefix.map((item) => detach(item, schema)),
    items: 'items' in schema ? detach(schema['items'], schema) : true,
  };
}

function objectVariant(schema: SchemaObject): Variant {
  const declared = isSchemaObject(schema['properties']) ? schema['properties'] : {};
  const properties = new Map(Object.entries(declared).map(([name, type]) => [name, detach(type, schema)]));
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const additional = schema['additionalProperties'] ?? schema['unevaluatedProperties'];
  const conditional = ['if', 'dependentSchemas', 'patternProperties', '$dynamicRef'].some((key) => key in schema);
  const open = conditional || (additional === undefined ? properties.size === 0 : additional !== false);
  return {
    type: 'object',
    properties,
    required: new Set(required.filter((name): name is string => typeof name === 'string')),
    additional: additional === undefined || conditional ? true : detach(additional, schema),
    open,
  };
}

function valueVariants(values: readonly unknown[], schema: SchemaObject): readonly Variant[] {
  const allowed = declaredTypes(schema)?.map((type): VariantType | string => (type === 'integer' ? 'number' : type));
  const found = values.map(valueVariant);
  return mergeScalars('type' in schema && allowed ? found.filter((variant) => allowed.includes(variant.type)) : found);
}

function valueVariant(value: unknown): Variant {
  if (value === null) return { type: 'null' };
  if (typeof value === 'boolean') return { type: 'boolean', values: [value] };
  if (typeof value === 'number') return { type: 'number', integer: Number.isInteger(value), values: [value] };
  if (typeof value === 'string') return { type: 'string', values: [value] };
  if (Array.isArray(value)) return { type: 'array', prefix: value.map((item) => ({ const: item })), items: false };
  const entries = Object.entries(value as Record<string, unknown>);
  return {
    type: 'object',
    properties: new Map(entries.map(([name, item]) => [name, { const: item }])),
    required: new Set(entries.map(([name]) => name)),
    additional: false,
    open: false,
  };
}
