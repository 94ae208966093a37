import type { Json, JsonObject } from '../json.ts';
import type { Block, NamedStep } from './block.ts';
import { celPath, isComputed, pathOf } from './ref.ts';
import { isText } from './text.ts';

/** Steps as the file has them. */
export function stepsJson(steps: readonly NamedStep[]): readonly Json[] {
  return steps.map(({ id, step }) => ({ id, ...(toJson(step) as JsonObject) }));
}

/** A value with its references, expressions, texts and blocks written as the language writes them. */
export function toJson(value: unknown): Json {
  const path = pathOf(value);
  if (path !== undefined) return `\${ ${celPath(path)} }`;
  if (isComputed(value)) return `\${ ${value.expression} }`;
  if (isText(value)) return value.template;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value as Json;
  if (isBlock(value)) return blockJson(value);
  const { block, ...rest } = value as { readonly block?: unknown };
  const entries = Object.entries(rest).filter(([, item]) => item !== undefined);
  const own = Object.fromEntries(entries.map(([key, item]) => [key, toJson(item)]));
  // A block spreads its `steps` and `output` beside the keys of what holds it.
  return isBlock(block) ? { ...own, ...blockJson(block) } : own;
}

function blockJson({ steps, output }: Block<unknown>): JsonObject {
  return { steps: stepsJson(steps), ...(output === undefined ? {} : { output: toJson(output) }) };
}

function isBlock(value: unknown): value is Block<unknown> {
  if (typeof value !== 'object' || value === null || !('steps' in value) || !Array.isArray(value.steps)) return false;
  return value.steps.every(
    (item: unknown) => typeof item === 'object' && item !== null && 'step' in item && 'id' in item,
  );
}
