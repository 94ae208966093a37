/** Which of the file's languages a text of a value is in; offsets are into the text. */
export type StringLanguage =
  | { readonly kind: 'literal' }
  /** The whole value is `${ ... }`; the offsets are those of the inside. */
  | { readonly kind: 'expression'; readonly start: number; readonly end: number }
  | { readonly kind: 'unclosed'; readonly start: number; readonly end: number }
  /** `${ }` or `{{ }}` where it may not stand. */
  | { readonly kind: 'mixed'; readonly what: 'expression' | 'template'; readonly start: number; readonly end: number };

export function classifyString(text: string): StringLanguage {
  const start = text.search(/\S/);
  if (start !== -1 && text.startsWith('${', start)) {
    const end = closingBrace(text, start + 2);
    if (end === undefined) return { kind: 'unclosed', start, end: text.trimEnd().length };
    if (text.slice(end + 1).trim() === '') return { kind: 'expression', start: start + 2, end };
    return { kind: 'mixed', what: 'expression', start, end: end + 1 };
  }
  return findExpression(text) ?? findTemplate(text) ?? { kind: 'literal' };
}

/** A `${ ... }` somewhere in a text. */
export function findExpression(text: string): Extract<StringLanguage, { kind: 'mixed' }> | undefined {
  const start = text.indexOf('${');
  if (start === -1) return undefined;
  const end = closingBrace(text, start + 2);
  return { kind: 'mixed', what: 'expression', start, end: end === undefined ? start + 2 : end + 1 };
}

function findTemplate(text: string): StringLanguage | undefined {
  const start = text.indexOf('{{');
  if (start === -1) return undefined;
  const end = text.indexOf('}}', start);
  return { kind: 'mixed', what: 'template', start, end: end === -1 ? start + 2 : end + 2 };
}

/** The brace that closes an expression: quoted text and nested braces are stepped over. */
function closingBrace(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const unit = text[at];
    if (unit === '"' || unit === "'") {
      const close = closingQuote(text, at, unit);
      if (close === undefined) return undefined;
      at = close;
    } else if (unit === '{') depth++;
    else if (unit === '}' && depth-- === 0) return at;
  }
  return undefined;
}

function closingQuote(text: string, from: number, quote: string): number | undefined {
  const raw = /(?:^|\W)[bB]?[rR][bB]?$/.test(text.slice(Math.max(0, from - 3), from));
  const mark = text.startsWith(quote.repeat(3), from) ? quote.repeat(3) : quote;
  for (let at = from + mark.length; at < text.length; at++) {
    if (text[at] === '\\' && !raw) at++;
    else if (text.startsWith(mark, at)) return at + mark.length - 1;
  }
  return undefined;
}
