import type { LocatedText } from '../located-text.ts';
import type { Reference } from '../reference.ts';
import { isMacro, namespaceOf } from './function-names.ts';
import { type CelNode, partsOf, type Range } from './node.ts';

/** Every name path that an expression reads, in the order it is written. */
export function referencesIn(root: CelNode, text: LocatedText): readonly Reference[] {
  const references: Reference[] = [];
  collect(root, new Set(), ({ names, at }) => {
    const [first = '', ...path] = names;
    const span = text.span(at.start, at.end);
    if (first === 'inputs' || first === 'steps' || first === 'run') references.push({ root: first, path, at: span });
    else references.push({ root: 'local', path: names, at: span });
  });
  return references;
}

interface NamePath {
  readonly names: readonly string[];
  readonly at: Range;
}

function collect(node: CelNode, variables: ReadonlySet<string>, found: (path: NamePath) => void): void {
  const path = namePath(node);
  if (path !== undefined) {
    if (!variables.has(path.names[0] ?? '')) found(path);
    return;
  }
  if (node.kind === 'call') {
    const [first, ...bodies] = node.args;
    if (node.receiver !== undefined && isMacro(node.name) && first?.kind === 'name') {
      collect(node.receiver, variables, found);
      const inside = new Set([...variables, first.name]);
      for (const body of bodies) collect(body, inside, found);
      return;
    }
    if (namespaceOf(node.receiver) !== undefined) {
      for (const arg of node.args) collect(arg, variables, found);
      return;
    }
  }
  // A computed index ends a path: what stands before it and the index are read on their own.
  for (const part of partsOf(node)) collect(part, variables, found);
}

function namePath(node: CelNode): NamePath | undefined {
  switch (node.kind) {
    case 'name':
      return { names: [node.name], at: node.at };
    case 'select': {
      const of = namePath(node.of);
      return of === undefined ? undefined : { names: [...of.names, node.field], at: node.at };
    }
    case 'index': {
      const of = node.index.kind === 'literal' ? namePath(node.of) : undefined;
      if (of === undefined || node.index.kind !== 'literal') return undefined;
      return { names: [...of.names, String(node.index.value)], at: node.at };
    }
    default:
      return undefined;
  }
}
