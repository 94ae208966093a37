import { type Document, parseDocument, type YAMLError } from 'yaml';
import type { Diagnostic } from '../errors/diagnostic.ts';
import { LineIndex } from '../errors/line-index.ts';
import type { SourceText } from '../errors/span.ts';
import { buildTree } from './build-tree.ts';
import type { LocatedJson } from './located-json.ts';
import { severalDocuments } from './problems.ts';
import { quoteHint } from './quote-hint.ts';
import { otherSyntaxProblem, syntaxProblems } from './syntax-problems.ts';

export interface YamlReading {
  /** Absent when the text is not YAML. */
  readonly value: LocatedJson | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** As `parseYaml`, but keeps the value when the findings leave one to go on with. */
export function readYaml(source: SourceText): YamlReading {
  const lines = new LineIndex(source);
  const parsed = parseText(source.text);
  if (parsed instanceof Error || parsed.errors.some((error) => error.code === 'RESOURCE_EXHAUSTION')) {
    // Where the parser gave up depends on its stack: the whole file is to blame.
    const problem = syntaxProblems['RESOURCE_EXHAUSTION'] ?? otherSyntaxProblem;
    return { value: undefined, diagnostics: [problem.at(lines.span(0, 1), { message: 'nested too deeply' })] };
  }
  const syntax = firstSyntaxError(parsed.errors);
  if (syntax !== undefined) return { value: undefined, diagnostics: [toDiagnostic(syntax, source, lines)] };
  const several = parsed.errors.filter((error) => error.code === 'MULTIPLE_DOCS');
  const tree = buildTree(parsed.contents, { text: source.text, lines });
  return {
    value: tree.root,
    diagnostics: [
      ...tree.diagnostics,
      ...several.map((error) => severalDocuments.at(lines.span(error.pos[0], error.pos[0] + 3), {})),
    ],
  };
}

function parseText(text: string): Document.Parsed | Error {
  try {
    return parseDocument(text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      // Duplicates are found while the tree is built, all of them, with the place of the first.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    });
  } catch (error) {
    // The parser recurses: nesting thousands deep ends its stack.
    if (error instanceof RangeError) return error;
    throw error;
  }
}

/** Codes of findings that leave a usable tree, or that the tree reports in better words. */
const notSyntax: ReadonlySet<string> = new Set(['MULTIPLE_DOCS', 'TAG_RESOLVE_FAILED', 'DUPLICATE_KEY']);

function firstSyntaxError(errors: readonly YAMLError[]): YAMLError | undefined {
  return errors
    .filter((error) => !notSyntax.has(error.code))
    .reduce<YAMLError | undefined>(
      (first, error) => (first && first.pos[0] <= error.pos[0] ? first : error),
      undefined,
    );
}

function toDiagnostic(error: YAMLError, source: SourceText, lines: LineIndex): Diagnostic {
  const problem = syntaxProblems[error.code] ?? otherSyntaxProblem;
  const start = Math.min(error.pos[0], source.text.length);
  const end = Math.min(Math.max(error.pos[1], start + 1), source.text.length);
  const hint = quoteHint(source.text, start);
  return problem.at(lines.span(start, end), {
    message: firstLine(error.message),
    ...(hint === undefined ? {} : { hint }),
  });
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? message).trim();
}
