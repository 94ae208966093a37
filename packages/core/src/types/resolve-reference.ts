import type { JsonSchema } from '../json.ts';

export type SchemaObject = Exclude<JsonSchema, boolean>;

/** Where the document that a detached subschema came from is kept, so that its `$ref`s still resolve. */
const rootKey: unique symbol = Symbol('the document that a subschema was cut from');

export function isSchemaObject(schema: unknown): schema is SchemaObject {
  return typeof schema === 'object' && schema !== null && !Array.isArray(schema);
}

/** A part of `parent` as a schema of its own: references keep pointing into the document they were written in. */
export function detach(child: unknown, parent: SchemaObject): JsonSchema {
  if (typeof child === 'boolean') return child;
  if (!isSchemaObject(child)) return true;
  if (rootKey in child) return child;
  const root = rootOf(parent);
  if (child === root || !mentionsReference(root)) return child;
  const detached: SchemaObject & { readonly [rootKey]: SchemaObject } = { ...child, [rootKey]: root };
  return detached;
}

/** A whole document as a part of a larger type: its references keep pointing into itself. */
export function rooted(schema: JsonSchema): JsonSchema {
  if (!isSchemaObject(schema) || rootKey in schema || !mentionsReference(schema)) return schema;
  const own: SchemaObject & { readonly [rootKey]: SchemaObject } = { ...schema, [rootKey]: schema };
  return own;
}

/** What a local `$ref` (`#`, `#/$defs/x`) points to; `true` for what cannot be found here. */
export function resolveReference(reference: string, schema: SchemaObject): JsonSchema {
  const root = rootOf(schema);
  if (reference === '#') return root;
  if (!reference.startsWith('#/')) return true;
  let target: unknown = root;
  for (const segment of reference.slice(2).split('/')) {
    const key = decodeSegment(segment);
    if (typeof target !== 'object' || target === null || !Object.hasOwn(target, key)) return true;
    target = (target as Record<string, unknown>)[key];
  }
  return detach(target, root);
}

function rootOf(schema: SchemaObject): SchemaObject {
  const root: unknown = (schema as { readonly [rootKey]?: unknown })[rootKey];
  return isSchemaObject(root) ? root : schema;
}

function decodeSegment(segment: string): string {
  const text = segment.replaceAll('~1', '/').replaceAll('~0', '~');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Schemas are never changed: each is searched once.
const searched = new WeakMap<object, boolean>();

function mentionsReference(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const known = searched.get(value);
  if (known !== undefined) return known;
  const found = hasReference(value);
  searched.set(value, found);
  return found;
}

function hasReference(value: object): boolean {
  if (Array.isArray(value)) return value.some(mentionsReference);
  if (!isSchemaObject(value)) return false;
  const known = mentions.get(value);
  if (known !== undefined) return known;
  const answer = typeof value['$ref'] === 'string' || Object.values(value).some(mentionsReference);
  mentions.set(value, answer);
  return answer;
}

const mentions = new WeakMap<object, boolean>();
