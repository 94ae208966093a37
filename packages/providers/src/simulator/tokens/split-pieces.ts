/** Cuts a text into the pieces that a stream carries: words with the space before them, long ones in parts of 12. */
export function splitPieces(text: string): readonly string[] {
  return text.match(/\s*\S{1,12}|\s+$/gu) ?? [];
}
