import type { Json } from '../json.ts';

/**
 * Ids after `steps.` in any text of a value. Only good for an order in which to compile: edges come from the ASTs.
 */
export function mentionedSteps(value: Json): ReadonlySet<string> {
  const found = new Set<string>();
  collect(value, found);
  return found;
}

function collect(value: Json, found: Set<string>): void {
  if (typeof value === 'string') {
    if (!value.includes('steps')) return;
    for (const match of value.matchAll(/\bsteps\s*(?:\??\.\s*|\[\s*["'])([a-z][a-z0-9_]*)/g)) found.add(match[1] ?? '');
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Array.isArray(value) ? value : Object.values(value)) collect(part, found);
  }
}
