import type { Json, JsonObject } from '@sluice/core';

/** The fields that have a value: what is not asked for is not sent. */
export function withoutUndefined(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  const given: Record<string, Json> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) given[name] = value;
  }
  return given;
}
