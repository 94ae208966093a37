import type { LocatedText } from '../language/located-text.ts';

/** A piece of a located text. */
export function sliceText(source: LocatedText, start: number, end: number): LocatedText {
  return { text: source.text.slice(start, end), span: (from, to) => source.span(start + from, start + to) };
}
