import type { Span } from '../span.ts';

/** The line that a finding stands on with carets below it; at most `width` columns. */
export function codeFrame(lines: readonly string[], at: Span, width: number): readonly string[] {
  const line = lines[at.start.line - 1];
  if (line === undefined) return [];
  const gutter = `  ${at.start.line} | `;
  const room = Math.max(20, width - gutter.length);
  const start = at.start.column - 1;
  const end = at.end.line === at.start.line ? at.end.column - 1 : line.length;
  const view = cut(line, start, room);
  const from = Math.max(0, start - view.offset);
  const to = Math.min(view.text.length, Math.max(end, start + 1) - view.offset);
  const carets = '^'.repeat(Math.max(1, to - from));
  const indent = view.text.slice(0, from).replace(/[^\t]/g, ' ');
  return [`${gutter}${view.text}`.trimEnd(), `${' '.repeat(gutter.length - 2)}| ${indent}${carets}`];
}

/** A window on a long line that keeps the finding in sight. */
function cut(line: string, start: number, room: number): { text: string; offset: number } {
  const text = line.trimEnd();
  if (text.length <= room) return { text: start > text.length ? text.padEnd(start) : text, offset: 0 };
  const offset = Math.max(0, Math.min(start - Math.floor(room / 3), text.length - room));
  if (offset === 0) return { text: `${text.slice(0, room - 1)}…`, offset: 0 };
  const tail = offset + room < text.length ? '…' : '';
  return { text: `…${text.slice(offset + 1, offset + room - tail.length)}${tail}`, offset };
}
