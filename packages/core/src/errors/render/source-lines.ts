import type { SourceText } from '../span.ts';

/** The lines of a file by its path; empty where the text is not at hand. */
export type SourceLines = (path: string) => readonly string[];

/** Splits each text once, when it is first asked for. */
export function sourceLines(sources: readonly SourceText[]): SourceLines {
  const texts = new Map(sources.map((source) => [source.path, source.text]));
  const split = new Map<string, readonly string[]>();
  return (path) => {
    const known = split.get(path);
    if (known !== undefined) return known;
    const lines = texts.get(path)?.split(/\r?\n/) ?? [];
    split.set(path, lines);
    return lines;
  };
}
