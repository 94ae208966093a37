import type { JsonSchema } from '../json.ts';

/** The type of a literal without the literal: `{const: 3}` becomes `{type: number}`, at any depth. */
export function widen(type: JsonSchema): JsonSchema {
  if (typeof type === 'boolean') return type;
  if ('const' in type) return widenValue(type['const']);
  const { properties, prefixItems } = type;
  if (Array.isArray(prefixItems))
    return { type: 'array', items: prefixItems.length === 1 ? widen(prefixItems[0]) : true };
  if (typeof properties !== 'object' || properties === null) return type;
  const widened = Object.entries(properties).map(([name, schema]) => [name, widen(schema as JsonSchema)]);
  return { ...type, properties: Object.fromEntries(widened) };
}

function widenValue(value: unknown): JsonSchema {
  if (value === null) return true;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? { type: typeof value }
    : true;
}
