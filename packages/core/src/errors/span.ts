export interface Position {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
  /** 0-based offset into the text. */
  readonly offset: number;
}

/** A piece of a source file: `end` is exclusive. */
export interface Span {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

export interface SourceText {
  readonly path: string;
  readonly text: string;
}
