import { createHash } from 'node:crypto';
import type { ToolMethod } from '@sluice/core';

/** What a pipeline was checked against: names, descriptions and schemas of a tool's methods. Lower-case hex SHA-256. */
export function methodsHash(methods: readonly ToolMethod[]): string {
  const ordered = methods.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return createHash('sha256').update(canonical(ordered)).digest('hex');
}

/** JSON with the keys of every object in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
