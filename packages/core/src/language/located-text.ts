import type { Span } from '../errors/span.ts';

/** A piece of a file that is in another language than the file. */
export interface LocatedText {
  /** The inside of `${ }`, or the whole template. */
  readonly text: string;
  /** Maps offsets into `text` (end exclusive) to the file. */
  span(start: number, end: number): Span;
}
