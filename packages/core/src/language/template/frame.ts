import type { JsonSchema } from '../../json.ts';
import { fieldNames } from '../../types/field-of.ts';
import type { Checker } from '../cel/checker.ts';
import type { CelNode, Range } from '../cel/node.ts';
import type { PathExpression } from './ast.ts';

/** What names mean at one place of a template. */
export interface Frame {
  readonly checker: Checker;
  /** The variable that stands for `this`; `undefined` where `this` is the pipeline's scope. */
  readonly self: string | undefined;
  /** What `../` leads to. */
  readonly parent: Frame | undefined;
  /** Block parameters and arguments of a partial, with the variables that stand for them. */
  readonly names: ReadonlyMap<string, string>;
  /** What the nearest `#each` goes over. */
  readonly each: 'list' | 'object' | 'unknown' | undefined;
  /** The frame around the nearest `#each`, for `@../index`. */
  readonly aroundEach: Frame | undefined;
}

/** A path of a template as a node that the type checker knows. */
export type ResolvedPath =
  | { readonly kind: 'node'; readonly node: CelNode; readonly rooted: boolean }
  | { readonly kind: 'data'; readonly type: JsonSchema }
  | { readonly kind: 'scope' }
  | { readonly kind: 'wrong'; readonly what: string; readonly hint: string | undefined };

/** `this` in the place of what `self` is bound to, `names` added. */
export function enterFrame(frame: Frame, type: JsonSchema): Frame {
  const self = `this@${depthOf(frame) + 1}`;
  return { ...frame, checker: frame.checker.binding(self, type), self, parent: frame };
}

/** A further name in a frame. */
export function nameInFrame(frame: Frame, name: string, type: JsonSchema): Frame {
  const variable = `${name}@${depthOf(frame)}`;
  const names = new Map([...frame.names, [name, variable]]);
  return { ...frame, checker: frame.checker.binding(variable, type), names };
}

/** Finds out what a path means; `ranges` are the places of its parts. */
export function resolvePath(path: PathExpression, ranges: readonly Range[], frame: Frame): ResolvedPath {
  if (path.data) return resolveData(path, ranges, frame);
  const target = ancestor(frame, path.depth);
  if (target === undefined)
    return { kind: 'wrong', what: `\`${path.original}\``, hint: 'there is no block around this one' };
  const [first] = path.parts;
  const explicit = path.depth > 0 || /^(?:this\b|\.)/.test(path.original);
  const start = ranges[0]?.start ?? 0;
  if (first === undefined) {
    return target.self === undefined ? { kind: 'scope' } : node(selfNode(target.self, start), false);
  }
  const variable = explicit ? undefined : frame.names.get(first);
  if (variable !== undefined)
    return node(chain(nameNode(variable, ranges[0]), path.parts.slice(1), ranges.slice(1)), false);
  if (target.self === undefined) return rootPath(path.parts, ranges, false);
  if (!explicit && isRootName(first, target)) return rootPath(path.parts, ranges, true);
  return node(chain(selfNode(target.self, start), path.parts, ranges), false);
}

function resolveData(path: PathExpression, ranges: readonly Range[], frame: Frame): ResolvedPath {
  const [name = '', ...rest] = path.parts;
  if (name === 'root') return rest.length === 0 ? { kind: 'scope' } : rootPath(rest, ranges.slice(1), false);
  let target: Frame | undefined = frame;
  for (let depth = path.depth; depth > 0; depth -= 1) target = target?.aroundEach;
  const each = target?.each;
  const known: Readonly<Record<string, JsonSchema>> = {
    index: { type: 'integer' },
    first: { type: 'boolean' },
    last: { type: 'boolean' },
    key: each === 'list' ? { type: 'integer' } : { type: 'string' },
  };
  const type = Object.hasOwn(known, name) ? known[name] : undefined;
  if (type !== undefined && rest.length === 0 && each !== undefined) return { kind: 'data', type };
  const hint =
    type === undefined ? 'there are @index, @first, @last and @key inside #each' : 'it exists only inside #each';
  return { kind: 'wrong', what: `\`${path.original}\``, hint };
}

// `inputs`, `steps` and `run` mean the pipeline's everywhere; a local steps back behind a field of the same name.
function isRootName(name: string, frame: Frame): boolean {
  const { environment } = frame.checker;
  if (name === 'inputs' || name === 'steps' || name === 'run') return true;
  if (!Object.hasOwn(environment.locals, name)) return false;
  const item = frame.self === undefined ? undefined : frame.checker.variables.get(frame.self)?.type;
  return item === undefined || !fieldNames(item).includes(name);
}

function rootPath(parts: readonly string[], ranges: readonly Range[], rooted: boolean): ResolvedPath {
  const [first = '', ...rest] = parts;
  return node(chain(nameNode(first, ranges[0]), rest, ranges.slice(1)), rooted);
}

function node(found: CelNode, rooted: boolean): ResolvedPath {
  return { kind: 'node', node: found, rooted };
}

function nameNode(name: string, at: Range | undefined): CelNode {
  return { kind: 'name', name, at: at ?? { start: 0, end: 0 } };
}

function selfNode(name: string, start: number): CelNode {
  return { kind: 'name', name, at: { start, end: start } };
}

function chain(base: CelNode, parts: readonly string[], ranges: readonly Range[]): CelNode {
  return parts.reduce<CelNode>((of, part, index) => {
    const partAt = ranges[index] ?? of.at;
    const at = { start: of.at.start, end: partAt.end };
    if (!/^\d+$/.test(part)) return { kind: 'select', of, field: part, fieldAt: partAt, at };
    return { kind: 'index', of, index: { kind: 'literal', value: BigInt(part), at: partAt }, at };
  }, base);
}

function ancestor(frame: Frame, depth: number): Frame | undefined {
  let found: Frame | undefined = frame;
  for (let left = depth; left > 0; left -= 1) found = found?.parent;
  return found;
}

function depthOf(frame: Frame): number {
  return frame.checker.variables.size;
}
