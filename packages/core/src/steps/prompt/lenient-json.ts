import type { Json } from '../../json.ts';

/**
 * JSON that a model almost wrote: in a code fence, with trailing commas, single quotes or unclosed braces.
 * Nothing else is mended: a repair that would add, drop or change content gives `undefined`.
 */
export async function lenientJson(text: string): Promise<Json | undefined> {
  const body = withoutFence(text).trim();
  const strict = parse(body);
  if (strict !== undefined) return strict;
  if (!body.startsWith('{') && !body.startsWith('[')) return undefined;
  // Loaded when a model first needs it: most runs never do.
  const { jsonrepair } = await import('jsonrepair');
  try {
    const repaired = jsonrepair(body);
    return isSafe(body, repaired) ? parse(repaired) : undefined;
  } catch {
    return undefined;
  }
}

/** The only fenced block of the text, or the text itself. */
function withoutFence(text: string): string {
  const fences = [...text.matchAll(/^[ \t]*```[^\n`]*\n([\s\S]*?)(?:^[ \t]*```[ \t]*$|(?![\s\S]))/gm)];
  return fences.length === 1 ? (fences[0]?.[1] ?? text) : text;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Commas may only go, brackets may only come; everything else stays, single quotes being double ones. */
function isSafe(before: string, after: string): boolean {
  return (
    content(before) === content(after) &&
    count(after, /,/g) <= count(before, /,/g) &&
    count(after, /[[\]{}]/g) >= count(before, /[[\]{}]/g)
  );
}

function content(text: string): string {
  return text.replace(/[\s,[\]{}\\]/g, '').replaceAll("'", '"');
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
