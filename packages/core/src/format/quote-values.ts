import { parseDocument } from 'yaml';

/**
 * Puts quotes around expressions and templates that YAML cannot read without them; everything else stays.
 * Only whole values on one line are mended: `key: ${ ... }` and `- ${ ... }`.
 */
export function quoteValues(text: string): string {
  let current = text;
  // Each round mends one line, so there are at most as many rounds as lines.
  for (let rounds = text.split('\n').length; rounds > 0; rounds--) {
    const [first] = parseDocument(current, { prettyErrors: false, uniqueKeys: false }).errors.sort(
      (a, b) => a.pos[0] - b.pos[0],
    );
    const mended = first === undefined ? undefined : quoteLine(current, first.pos[0]);
    if (mended === undefined) return current;
    current = mended;
  }
  return current;
}

function quoteLine(text: string, offset: number): string | undefined {
  const start = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  const lineEnd = text.indexOf('\n', start);
  const end = lineEnd === -1 ? text.length : lineEnd;
  const found = /^(\s*(?:- +)*(?:[\w.-]+:[ \t]+)?)((?:\$\{|\{\{).*\})([ \t]*(?:[ \t]#.*)?)$/.exec(
    text.slice(start, end),
  );
  if (found === null) return undefined;
  const [, before = '', value = '', after = ''] = found;
  return `${text.slice(0, start)}${before}'${value.replaceAll("'", "''")}'${after}${text.slice(end)}`;
}
