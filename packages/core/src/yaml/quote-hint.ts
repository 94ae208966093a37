/**
 * Advice for the commonest mistake: an expression or a text without quotes that YAML takes for something else.
 * `offset` is where the parser gave up; the value is looked for on its line.
 */
export function quoteHint(text: string, offset: number): string | undefined {
  const start = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  const lineEnd = text.indexOf('\n', offset);
  const line = text.slice(start, lineEnd === -1 ? text.length : lineEnd).trimEnd();
  const found = /^[\s-]*(?:[\w.-]+:\s+)?(\$\{.*|\{\{.*)$/.exec(line);
  const value = found?.[1];
  if (value === undefined) return undefined;
  const what = value.startsWith('${') ? 'quote the whole expression' : 'quote the whole text';
  return `${what}: '${value.replaceAll("'", "''")}'`;
}
