import type { TSchema } from 'typebox';
import { Type } from 'typebox';

/** A field that holds a literal by `schema`, or a whole `${ ... }`. */
export function computed(schema: TSchema): TSchema {
  return Type.Union([schema, Type.String({ pattern: '^\\s*\\$\\{[\\s\\S]*\\}\\s*$' })]);
}

/** Any JSON, computed or not. */
export const anything: TSchema = Type.Unknown();

/** The value that is graded; without it, the output. */
export const actual: TSchema = Type.Unknown({
  description: 'What is graded. Default: the output of the pipeline, or of the step that the scorer names.',
});
