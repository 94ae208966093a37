import type { JsonSchema } from '../json.ts';
import { elementOf } from './element-of.ts';
import { fieldOf } from './field-of.ts';

/** The type of what a path leads to; `undefined` where it leads nowhere, `true` where nothing is known. */
export function typeAt(schema: JsonSchema, path: readonly (string | number)[]): JsonSchema | undefined {
  let type: JsonSchema = schema;
  for (const segment of path) {
    if (typeof segment === 'number') {
      const element = elementOf(type);
      if (element === undefined) return undefined;
      type = element;
      continue;
    }
    const field = fieldOf(type, segment);
    if (field.found === 'unknown') return true;
    if (field.found !== 'field') return undefined;
    type = field.type;
  }
  return type;
}
