import type { Position, SourceText, Span } from './span.ts';

/** Turns offsets of one text into lines and columns. A line ends with LF or CR LF. */
export class LineIndex {
  readonly path: string;
  private readonly length: number;
  private readonly starts: readonly number[];

  constructor(source: SourceText) {
    this.path = source.path;
    this.length = source.text.length;
    const starts = [0];
    for (let at = source.text.indexOf('\n'); at !== -1; at = source.text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.starts = starts;
  }

  position(offset: number): Position {
    const clamped = Math.min(Math.max(offset, 0), this.length);
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: clamped - (this.starts[low] ?? 0) + 1, offset: clamped };
  }

  span(start: number, end: number): Span {
    return { file: this.path, start: this.position(start), end: this.position(Math.max(start, end)) };
  }
}
