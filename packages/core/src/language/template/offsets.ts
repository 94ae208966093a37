import type { Range } from '../cel/node.ts';
import type { Location } from './ast.ts';

/** Turns the lines and columns of Handlebars into offsets. */
export class Offsets {
  private readonly starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (const line of text.matchAll(/\r\n?|\n/g)) starts.push(line.index + line[0].length);
    this.starts = starts;
  }

  range({ start, end }: Location): Range {
    return { start: this.at(start.line, start.column), end: this.at(end.line, end.column) };
  }

  at(line: number, column: number): number {
    return (this.starts[line - 1] ?? 0) + column;
  }
}
