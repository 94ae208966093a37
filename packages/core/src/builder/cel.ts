import type { Json } from '../json.ts';
import { type AnyValue, type Computed, celPath, computed, isComputed, pathOf } from './ref.ts';

/**
 * An expression: cel<boolean>`${inputs.count} > 3`. References become paths, other expressions are put in brackets,
 * everything else becomes a literal. Its type is what the author says; the planner checks what it can.
 */
export function cel<T>(texts: TemplateStringsArray, ...parts: readonly (AnyValue | Json)[]): Computed<T> {
  return computed(texts.reduce((all, text, index) => all + celText(parts[index - 1]) + text));
}

/** What an expression says for a part of it. */
function celText(part: AnyValue | Json | undefined): string {
  const path = pathOf(part);
  if (path !== undefined) return celPath(path);
  return isComputed(part) ? `(${part.expression})` : JSON.stringify(part ?? null);
}
