import type { Diagnostic } from '../errors/diagnostic.ts';
import type { JsonSchema } from '../json.ts';

/** What became of a text: `value` is there unless a diagnostic is an error. */
export interface Compiled<T> {
  readonly value: T | undefined;
  /** What the value will be; `true` where nothing is known. */
  readonly type: JsonSchema;
  readonly diagnostics: readonly Diagnostic[];
}
