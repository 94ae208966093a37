import { defineProblem, type Problem } from '../errors/problem.ts';

export interface SyntaxParams {
  /** The parser's own words. */
  readonly message: string;
  readonly hint?: string;
}

/** One problem for each error code of the YAML parser that means "this is not YAML". */
export const syntaxProblems: Readonly<Record<string, Problem<SyntaxParams>>> = {
  ALIAS_PROPS: syntax('alias-props', 'An alias has an anchor or a tag of its own.'),
  BAD_ALIAS: syntax('bad-alias', 'Text starts with `*`, which YAML keeps for aliases: quote it.', 'quote the value'),
  BAD_COLLECTION_TYPE: syntax('bad-collection-type', 'A tag says list or mapping where the other one stands.'),
  BAD_DIRECTIVE: syntax('bad-directive', 'A line that starts with `%` is not a directive that YAML knows.'),
  BAD_DQ_ESCAPE: syntax(
    'bad-dq-escape',
    'A backslash in double quotes starts an escape that YAML does not know.',
    'write \\\\ for a backslash, or use single quotes',
  ),
  BAD_INDENT: syntax('bad-indent', 'A line is indented less, or differently, than the lines it belongs to.'),
  BAD_PROP_ORDER: syntax('bad-prop-order', 'An anchor or a tag stands where none may stand.'),
  BAD_SCALAR_START: syntax(
    'bad-scalar-start',
    'Text without quotes may not start with `@`, a backtick or `%`.',
    'quote the value',
  ),
  BLOCK_AS_IMPLICIT_KEY: syntax(
    'block-as-implicit-key',
    'A value without quotes holds a colon and a space, so YAML reads it as the start of a mapping. ' +
      'Conditional expressions run into this: quote the whole expression.',
    'quote the value',
  ),
  BLOCK_IN_FLOW: syntax('block-in-flow', 'A block list or mapping stands inside brackets or braces.'),
  IMPOSSIBLE: syntax('impossible', 'The parser met something that it cannot place.'),
  KEY_OVER_1024_CHARS: syntax('key-over-1024-chars', 'A key is longer than 1024 characters: a colon may be missing.'),
  MISSING_CHAR: syntax('missing-char', 'A quote, a bracket, a brace, a comma or a colon is missing.'),
  MULTILINE_IMPLICIT_KEY: syntax('multiline-implicit-key', 'A key runs over several lines: a colon may be missing.'),
  MULTIPLE_ANCHORS: syntax('multiple-anchors', 'A value has two anchors; the language has none.'),
  MULTIPLE_TAGS: syntax('multiple-tags', 'A value has two tags; the language has none.'),
  NON_STRING_KEY: syntax('non-string-key', 'A key must be text.'),
  RESOURCE_EXHAUSTION: syntax('resource-exhaustion', 'The document is nested deeper than the parser can follow.'),
  TAB_AS_INDENT: syntax('tab-as-indent', 'Lines are indented with tabs; YAML takes only spaces.', 'indent with spaces'),
  UNEXPECTED_TOKEN: syntax('unexpected-token', 'Something stands where YAML does not expect it.'),
};

/** For a code that a later version of the parser may bring. */
export const otherSyntaxProblem: Problem<SyntaxParams> = syntax('syntax', 'The text is not YAML 1.2.');

function syntax(name: string, explanation: string, advice?: string): Problem<SyntaxParams> {
  return defineProblem({
    code: `yaml/${name}`,
    explanation,
    message: ({ message }) => message,
    hint: ({ hint }) => hint ?? advice,
  });
}
