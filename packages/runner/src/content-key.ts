import { hash } from 'node:crypto';
import { canonicalJson, type PlanNode, type Reference, type Scope } from '@sluice/core';

/** SHA-256 of the canonical JSON, as lower-case hex. */
export function contentKey(content: unknown): string {
  return hash('sha256', canonicalJson(content), 'hex');
}

/**
 * Of a step, of the aliases that stand in for the plan's own, and of all that it reads: a finished step may be used
 * again while it is the same.
 */
export function stepKey(node: PlanNode, scope: Scope, models: string): string {
  const read = node.reads.map((reference) => resolve(reference, scope));
  // 128 bits will do, and it stands in every event that starts a step.
  return contentKey([node.hash, models, read]).slice(0, 32);
}

function resolve({ root, path }: Reference, scope: Scope): unknown {
  let value: unknown = root === 'local' ? scope.locals : scope[root];
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}
