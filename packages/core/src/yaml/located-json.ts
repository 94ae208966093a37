import type { Span } from '../errors/span.ts';
import type { Json } from '../json.ts';
import type { LocatedText } from '../language/located-text.ts';

/** JSON that knows where it stands. */
export interface LocatedJson {
  readonly value: Json;
  /** The place of the value itself, or of what the path leads to; of the nearest parent where there is nothing. */
  at(...path: readonly (string | number)[]): Span;
  /** The place of the key that the path ends with. */
  keyAt(...path: readonly (string | number)[]): Span;
  /** The part at a path, or `undefined` where there is none. */
  get(...path: readonly (string | number)[]): LocatedJson | undefined;
  /** The parts of a list; none when it is something else. */
  items(): readonly LocatedJson[];
  /** The entries of a mapping, in file order; none when it is something else. */
  entries(): readonly (readonly [key: string, value: LocatedJson])[];
  /** The text of a string, or `undefined` when it is something else. */
  text(): LocatedText | undefined;
}
