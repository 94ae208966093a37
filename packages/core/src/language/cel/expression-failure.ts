import { type Failure, FailureError } from '../../errors/failure.ts';
import type { LocatedText } from '../located-text.ts';
import type { Scope } from '../scope.ts';
import type { CelError } from './cel-error.ts';
import { type CelNode, partsOf, type Range } from './node.ts';
import { typeName } from './runtime.ts';

export interface FailurePlace {
  readonly text: LocatedText;
  readonly root: CelNode;
  /** Of what failed; the whole expression where it is unknown. */
  readonly place: Range | undefined;
  readonly scope: Scope;
}

/** An evaluation that failed, with its place and the types involved. Names of fields that were computed are data and stay out. */
export function toFailure(error: CelError, where: FailurePlace): FailureError {
  const { text, root } = where;
  const range = where.place ?? root.at;
  const { file, start } = text.span(range.start, range.end);
  const source = range === root.at ? text.text.trim() : text.text.slice(range.start, range.end);
  const node = nodeAt(root, range);
  const kind = kinds.get(error.code) ?? { code: 'expr/failed', say: () => error.message };
  const what = kind.say({ error, node, types: (part) => typeOfPath(part, where.scope) });
  const failure: Failure = {
    type: 'invalid_request',
    title: 'an expression could not be evaluated',
    detail: `${what}, in \`${shorten(source)}\` at ${file}:${start.line}:${start.column}`,
    code: kind.code,
  };
  // The library's error holds the tree and perhaps values: it must not travel along as a cause.
  return new FailureError(failure);
}

interface Known {
  readonly error: CelError;
  readonly node: CelNode | undefined;
  types(node: CelNode): string | undefined;
}

interface Kind {
  readonly code: string;
  say(known: Known): string;
}

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['no_such_key', { code: 'expr/no-such-field', say: sayNoField }],
  ['index_out_of_bounds', { code: 'expr/no-such-element', say: () => 'the list has no element at this index' }],
  ['division_by_zero', { code: 'expr/divide-by-zero', say: () => 'division by zero' }],
  ['modulo_by_zero', { code: 'expr/divide-by-zero', say: () => 'division by zero' }],
  ['numeric_overflow', { code: 'expr/number', say: () => 'a whole number became too large' }],
  ['no_such_overload', { code: 'expr/type', say: ({ error }) => languageTypes(error.message) }],
  ['no_matching_overload', { code: 'expr/type', say: ({ error }) => languageTypes(error.message) }],
  ['invalid_logical_operand', { code: 'expr/type', say: ({ error }) => languageTypes(error.message) }],
  ['invalid_condition_type', { code: 'expr/type', say: ({ error }) => languageTypes(error.message) }],
  ['invalid_comprehension_range', { code: 'expr/type', say: () => 'this is no list and no object to go over' }],
  ['bad_argument', { code: 'expr/type', say: ({ error }) => error.message }],
  ['no_json', { code: 'expr/number', say: ({ error }) => error.message }],
  ['too_large', { code: 'expr/too-large', say: ({ error }) => error.message }],
  ['too_much_work', { code: 'expr/too-much-work', say: ({ error }) => error.message }],
  ['unknown_variable', { code: 'expr/unknown-name', say: () => 'a name has no value here' }],
]);

function sayNoField({ node, types }: Known): string {
  if (node?.kind !== 'select') return 'there is no such field';
  const type = types(node.of);
  return `there is no field \`${node.field}\`${type === undefined ? '' : ` (the value is ${article(type)})`}`;
}

function article(type: string): string {
  if (type === 'null') return type;
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}

/** `no such overload: dyn<double> + int` in the words of the language. */
function languageTypes(message: string): string {
  return message
    .replace(/^no such overload:/, 'cannot compute')
    .replace(/^found no matching overload for/, 'wrong arguments for')
    .replace(/dyn<([^<>]*(?:<[^<>]*>)?)>/g, '$1')
    .replace(/\b(?:double|int)\b/g, 'number')
    .replace(/\bbool\b/g, 'boolean')
    .replace(/\bmap\b(?:<[^>]*>)?/g, 'object')
    .replace(/\blist<dyn>/g, 'list')
    .replace(/^[A-Z]/, (letter) => letter.toLowerCase());
}

function nodeAt(node: CelNode, range: Range): CelNode | undefined {
  if (node.at.start === range.start && node.at.end === range.end) return node;
  for (const part of partsOf(node)) {
    const found = nodeAt(part, range);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The type of what a plain path leads to in a scope. */
function typeOfPath(node: CelNode, scope: Scope): string | undefined {
  const found = valueAt(node, scope);
  return found === undefined ? undefined : typeName(found);
}

function valueAt(node: CelNode, scope: Scope): unknown {
  if (node.kind === 'name') {
    const roots: Record<string, unknown> = {
      ...scope.locals,
      inputs: scope.inputs,
      steps: scope.steps,
      run: scope.run,
    };
    return roots[node.name];
  }
  if (node.kind !== 'select') return undefined;
  const of = valueAt(node.of, scope);
  if (typeof of !== 'object' || of === null || !Object.hasOwn(of, node.field)) return undefined;
  return (of as Record<string, unknown>)[node.field];
}

function shorten(source: string): string {
  return source.length > 60 ? `${source.slice(0, 57)}...` : source;
}
