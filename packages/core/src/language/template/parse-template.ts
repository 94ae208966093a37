import handlebars from 'handlebars/dist/handlebars.js';
import type { Diagnostic } from '../../errors/diagnostic.ts';
import type { Range } from '../cel/node.ts';
import type { LocatedText } from '../located-text.ts';
import { templateNotAllowed, templateSyntax } from '../problems.ts';
import type { Program } from './ast.ts';
import { Offsets } from './offsets.ts';

/** A finding of the parser as a diagnostic. */
export function syntaxFinding(failed: FailedTemplate, text: LocatedText): Diagnostic {
  const at = text.span(failed.at.start, failed.at.end);
  if (failed.refused === true) return templateNotAllowed.at(at, { what: failed.message });
  return templateSyntax.at(at, failed);
}

type FailedTemplate = Extract<ParsedTemplate, { ok: false }>;

export type ParsedTemplate =
  | { readonly ok: true; readonly program: Program }
  | {
      readonly ok: false;
      /** Handlebars, but not of the kind that the language has. */
      readonly refused?: boolean;
      readonly message: string;
      readonly hint: string | undefined;
      readonly at: Range;
    };

/** Parses the text of a template; every call gives a tree of its own, which may be rewritten. */
export function parseTemplate(text: string): ParsedTemplate {
  const refused = refusedSyntax.exec(text);
  if (refused !== null) {
    const at = { start: refused.index, end: refused.index + refused[0].length };
    return {
      ok: false,
      refused: true,
      message: 'a decorator, an inline partial or a partial block',
      hint: undefined,
      at,
    };
  }
  try {
    return { ok: true, program: handlebars.parse(text) as Program };
  } catch (error) {
    return explain(error, text);
  }
}

// Handlebars itself fails on some of these with an error of its own.
const refusedSyntax = /(?<!\\)\{\{\{?~?#?\s*\*|(?<!\\)\{\{~?#\s*>/;

function explain(error: unknown, text: string): ParsedTemplate {
  const whole = { start: 0, end: Math.min(1, text.length) };
  if (!(error instanceof Error)) return { ok: false, message: 'this is not a template', hint: undefined, at: whole };
  const mismatch = /^(\S+) doesn't match (\S+)/.exec(error.message);
  if (mismatch !== null && 'lineNumber' in error && 'column' in error) {
    const start = new Offsets(text).at(Number(error.lineNumber), Number(error.column));
    const [, open = '', close = ''] = mismatch;
    const message = `\`{{#${open}}}\` is closed by \`{{/${close}}}\``;
    return { ok: false, message, hint: `write {{/${open}}}`, at: { start, end: start + open.length } };
  }
  const found = /got '(\w+)'/.exec(error.message)?.[1];
  const open = found === 'EOF' ? lastOpenBlock(text) : undefined;
  if (open !== undefined) {
    const message = `\`{{#${open.name}}}\` is not closed`;
    return { ok: false, message, hint: `write {{/${open.name}}} at its end`, at: open.at };
  }
  const start = errorOffset(error.message, text);
  return {
    ok: false,
    message: syntaxMessage(found),
    hint: syntaxHint(text, start),
    at: { start, end: Math.min(start + 1, text.length) },
  };
}

function syntaxHint(text: string, start: number): string | undefined {
  const near = text.slice(text.lastIndexOf('{{', start));
  if (/^\{\{[^}]*\.\d+\s*\}\}/.test(near)) return 'write the index at the end of a path in brackets: list.[0]';
  return near.includes('}}') ? undefined : 'a template ends with }}';
}

function syntaxMessage(found: string | undefined): string {
  if (found === 'EOF') return 'the template ends too early';
  if (found === 'INVALID') return 'this character does not belong here';
  return 'this is not a template';
}

/** The offset that a message of the parser points to: it shows the text before it without line breaks, and a caret. */
function errorOffset(message: string, text: string): number {
  const [first = '', excerpt = '', pointer = ''] = message.split('\n');
  const line = Number(/line (\d+)/.exec(first)?.[1] ?? 1);
  const before = excerpt.slice(0, pointer.indexOf('^')).replace(/^\.\.\./, '');
  const kept = [...text].flatMap((character, index) => (character === '\n' || character === '\r' ? [] : [index]));
  const flat = text.replace(/[\r\n]/g, '');
  const from = new Offsets(text).at(line, 0);
  let at = flat.indexOf(before);
  while (at !== -1 && (kept[at + before.length] ?? text.length) < from) {
    const next = flat.indexOf(before, at + 1);
    if (next === -1) break;
    at = next;
  }
  return at === -1 ? from : (kept[at + before.length] ?? text.length);
}

function lastOpenBlock(text: string): { readonly name: string; readonly at: Range } | undefined {
  const open: { name: string; at: Range }[] = [];
  for (const tag of text.matchAll(/\{\{~?\s*([#/])\s*([\w.-]+)/g)) {
    const [whole, sign, name = ''] = tag;
    if (sign === '/') open.pop();
    else open.push({ name, at: { start: tag.index, end: tag.index + whole.length } });
  }
  return open.at(-1);
}
