import type { JsonSchema } from '@sluice/core';
import { either, expression, type Schema } from '@sluice/core/schema';

/** A field that holds a literal by `schema`, or a whole `${ ... }`. */
export function computed(description: string, schema: JsonSchema): Schema {
  return either(description, schema, expression('Computed for each case.'));
}

/** The value that is graded; without it, the output. */
export const actual: Schema = {
  description: 'What is graded. Default: the output of the pipeline, or of the step that the scorer names.',
};

/** What the value is compared with; any JSON, computed or not. */
export const expected: Schema = { description: 'What it should be, such as `${ row.expected.category }`.' };
