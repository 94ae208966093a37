import { LineIndex } from '../errors/line-index.ts';
import type { SourceText, Span } from '../errors/span.ts';

/** A piece of a file that is in another language than the file. */
export interface LocatedText {
  /** The inside of `${ }`, or the whole template. */
  readonly text: string;
  /** Maps offsets into `text` (end exclusive) to the file. */
  span(start: number, end: number): Span;
}

/** A text that is a file of its own, such as a prompt file, or stands in none, such as a flag. */
export function locateText(source: SourceText): LocatedText {
  const lines = new LineIndex(source);
  return { text: source.text, span: (start, end) => lines.span(start, end) };
}
