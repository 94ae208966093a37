import type { JsonSchema } from '../json.ts';

export type Assignability =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /** What does not fit, such as `string is not a number`. */
      readonly why: string;
      /** Where inside the value, from its root. */
      readonly path: readonly (string | number)[];
    };

/** Whether every value of `actual` may stand where `expected` is asked for. What is unknown fits everywhere. */
export function isAssignable(_actual: JsonSchema, _expected: JsonSchema): Assignability {
  return { ok: true };
}
