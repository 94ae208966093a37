export interface WrapOptions {
  readonly width: number;
  /** Columns before the first line, and before those that follow. */
  readonly indent?: number;
  readonly hanging?: number;
}

/** Lines of at most `width` columns, broken at spaces; a word that is longer stands on a line of its own. */
export function wrap(text: string, { width, indent = 0, hanging = indent }: WrapOptions): readonly string[] {
  const lines: string[] = [];
  let line = ' '.repeat(indent);
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line.trimEnd());
      line = ' '.repeat(hanging);
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line.trimEnd()];
}
