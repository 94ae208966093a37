import type { EngineNode } from './engine.ts';
import type { BinaryOperator, CelNode, Range } from './node.ts';

/** The library's tree as ours. `text` is what was parsed: it tells where the name of a method stands. */
export function readTree(node: EngineNode, text: string): CelNode {
  const at: Range = { start: node.start, end: node.end };
  const read = (part: EngineNode) => readTree(part, text);
  switch (node.op) {
    case 'value':
      return readLiteral(node.args, at);
    case 'id':
      return { kind: 'name', name: node.args, at };
    case '.':
    case '.?': {
      const [of, field] = node.args;
      return { kind: 'select', of: read(of), field, fieldAt: { start: at.end - field.length, end: at.end }, at };
    }
    case '[]':
    case '[?]':
      return { kind: 'index', of: read(node.args[0]), index: read(node.args[1]), at };
    case 'call': {
      const [name, args] = node.args;
      const nameAt = { start: at.start, end: at.start + name.length };
      return { kind: 'call', name, nameAt, receiver: undefined, args: args.map(read), at };
    }
    case 'rcall': {
      const [name, receiver, args] = node.args;
      const start = text.indexOf(name, receiver.end);
      const nameAt = { start, end: start + name.length };
      return { kind: 'call', name, nameAt, receiver: read(receiver), args: args.map(read), at };
    }
    case 'list':
      return { kind: 'list', items: node.args.map(read), at };
    case 'map':
      return { kind: 'object', entries: node.args.map(([key, value]) => ({ key: read(key), value: read(value) })), at };
    case '?:': {
      const [condition, yes, no] = node.args;
      return { kind: 'conditional', condition: read(condition), yes: read(yes), no: read(no), at };
    }
    case '!_':
    case '-_':
      return { kind: 'unary', operator: node.op === '!_' ? '!' : '-', of: read(node.args), at };
    default: {
      const [left, right] = node.args;
      return { kind: 'binary', operator: node.op satisfies BinaryOperator, left: read(left), right: read(right), at };
    }
  }
}

function readLiteral(value: unknown, at: Range): CelNode {
  if (value === null || ['boolean', 'bigint', 'number', 'string'].includes(typeof value)) {
    return { kind: 'literal', value: value as null | boolean | bigint | number | string, at };
  }
  return { kind: 'opaque', what: value instanceof Uint8Array ? 'bytes' : 'unsigned integer', at };
}
