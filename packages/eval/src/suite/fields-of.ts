import type { JsonObject, LocatedJson } from '@sluice/core';

/** The fields of a mapping; none of anything else, which the schema has found already. */
export function fieldsOf(source: LocatedJson | undefined): JsonObject {
  const value = source?.value;
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {};
}
