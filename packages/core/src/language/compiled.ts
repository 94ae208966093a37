import type { Diagnostic } from '../errors/diagnostic.ts';
import type { JsonSchema } from '../json.ts';
import type { Facts } from './cel/narrowing.ts';

/** What became of a text: `value` is there unless a diagnostic is an error. */
export interface Compiled<T> {
  readonly value: T | undefined;
  /** What the value will be; `true` where nothing is known. */
  readonly type: JsonSchema;
  /** Of a condition: what holds where it gave `true`, for the `facts` of what it guards. */
  readonly whenTrue?: Facts;
  readonly diagnostics: readonly Diagnostic[];
}
