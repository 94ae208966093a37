/** The engine's complaint in the words of the language, with what was probably meant. */
export function syntaxHint(
  parsed: { readonly code: string; readonly message: string; readonly at: { readonly start: number } },
  text: string,
): { readonly message: string; readonly hint: string | undefined } {
  if (text.trim() === '') return { message: 'the expression is empty', hint: undefined };
  if (parsed.code === 'invalid_macro_argument') {
    return { message: 'a name for the element comes first', hint: 'such as list.map(x, x + 1)' };
  }
  const found = /^(?:\w+|\S)/.exec(text.slice(parsed.at.start))?.[0];
  const unexpected = parsed.code === 'unexpected_character' && found !== undefined;
  const message = unexpected ? `unexpected \`${found}\`` : readable(parsed.message);
  return { message, hint: hintFor(text, parsed) };
}

const tokenNames: ReadonlyMap<string, string> = new Map([
  ['EOF', 'the end'],
  ['IDENTIFIER', 'a name'],
  ['NUMBER', 'a number'],
  ['STRING', 'a text'],
  ['BOOLEAN', 'true or false'],
  ['NULL', 'null'],
  ['PLUS', '`+`'],
  ['MINUS', '`-`'],
  ['MULTIPLY', '`*`'],
  ['DIVIDE', '`/`'],
  ['MODULO', '`%`'],
  ['EQ', '`==`'],
  ['NE', '`!=`'],
  ['LT', '`<`'],
  ['LE', '`<=`'],
  ['GT', '`>`'],
  ['GE', '`>=`'],
  ['AND', '`&&`'],
  ['OR', '`||`'],
  ['NOT', '`!`'],
  ['IN', '`in`'],
  ['LPAREN', '`(`'],
  ['RPAREN', '`)`'],
  ['LBRACKET', '`[`'],
  ['RBRACKET', '`]`'],
  ['LBRACE', '`{`'],
  ['RBRACE', '`}`'],
  ['DOT', '`.`'],
  ['COMMA', '`,`'],
  ['COLON', '`:`'],
  ['QUESTION', '`?`'],
  ['BYTES', 'bytes'],
]);

function readable(message: string): string {
  const text = message.replace(/\b[A-Z]{2,}\b/g, (token) => tokenNames.get(token) ?? token);
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function hintFor(text: string, { code, at }: { code: string; at: { start: number } }): string | undefined {
  const rest = text.slice(at.start);
  const before = text.slice(0, at.start);
  if (rest.startsWith('=')) return 'use == to compare';
  if (rest.startsWith('&')) return 'use && for "and"';
  if (rest.startsWith('|')) return 'use || for "or"; there are no filters with |';
  if (/^and\b/.test(rest)) return 'use && for "and"';
  if (/^or\b/.test(rest)) return 'use || for "or"';
  if (/^not\b/.test(before.trimEnd().split(/\s/).at(-1) ?? '')) return 'use ! for "not"';
  if (rest.startsWith('`')) return 'use "..." or \'...\' for texts and + to join them';
  if (rest.startsWith('?')) return 'use has(x.y) ? ... : ..., or default(x.y, ...)';
  if (rest.startsWith('{{') || before.trimEnd().endsWith('{')) return '{{ }} is for prompt text; write the path alone';
  if (code === 'unterminated_string') return 'a text ends with the quote that it began with';
  if (code === 'reserved_identifier') return 'CEL reserves this word; choose another name';
  return undefined;
}
