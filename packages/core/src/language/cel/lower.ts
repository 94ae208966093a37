import { isMacro, loweredName, namespaceOf } from './function-names.ts';
import type { BinaryNode, CallNode, CelNode, ConditionalNode, IndexNode, Range, SelectNode } from './node.ts';

/** Text for the engine, and where each piece of it comes from. */
export interface Lowered {
  readonly text: string;
  /** The written range of the smallest piece that covers a range of `text`. */
  origin(range: Range): Range | undefined;
}

/**
 * Rewrites an expression into CEL that the engine runs as the language means it:
 * functions go to our own table, branches of `?:` may differ in type, a missing field equals `null`,
 * and what runs inside a macro is counted, so that no expression can run away.
 * Names get a prefix: a local may be called what CEL calls a type.
 */
export function lower(root: CelNode): Lowered {
  const writer = new Writer();
  writer.write(root, 0);
  return { text: writer.text, origin: (range) => writer.origin(range) };
}

/** The name under which the engine knows a name of the language. */
export function engineName(name: string): string {
  return `_${name}`;
}

class Writer {
  text = '';
  private readonly pieces: { readonly start: number; readonly end: number; readonly from: Range }[] = [];

  write(node: CelNode, macros: number): void {
    const start = this.text.length;
    this.writeNode(node, macros);
    this.pieces.push({ start, end: this.text.length, from: node.at });
  }

  origin(range: Range): Range | undefined {
    const covering = this.pieces.filter((piece) => piece.start <= range.start && piece.end >= range.end);
    return covering.reduce<(typeof covering)[number] | undefined>(
      (best, piece) => (best === undefined || piece.end - piece.start < best.end - best.start ? piece : best),
      undefined,
    )?.from;
  }

  private writeNode(node: CelNode, macros: number): void {
    switch (node.kind) {
      case 'literal':
        this.put(literalText(node.value));
        break;
      case 'opaque':
        this.put('null');
        break;
      case 'name':
        this.put(engineName(node.name));
        break;
      case 'select':
        this.join([...bracketed(node.of), `.${node.field}`], macros);
        break;
      case 'index':
        this.join([...bracketed(node.of), '[', node.index, ']'], macros);
        break;
      case 'unary':
        this.join([`${node.operator}(`, node.of, ')'], macros);
        break;
      case 'binary':
        this.writeBinary(node, macros);
        break;
      case 'conditional':
        this.writeConditional(node, macros);
        break;
      case 'list':
        this.join(['[', ...separated(node.items), ']'], macros);
        break;
      case 'object':
        this.join(['{', ...separatedEntries(node.entries), '}'], macros);
        break;
      case 'call':
        this.writeCall(node, macros);
        break;
    }
  }

  private writeBinary(node: BinaryNode, macros: number): void {
    if (node.operator === '==' || node.operator === '!=') {
      if (isNull(node.right) && isAccess(node.left)) {
        this.writeNullTest(node, node.left, macros);
        return;
      }
      if (isNull(node.left) && isAccess(node.right)) {
        this.writeNullTest(node, node.right, macros);
        return;
      }
    }
    const counted = macros > 0 && node.operator !== '&&' && node.operator !== '||';
    const operand = (part: CelNode) =>
      counted && part.kind !== 'literal' ? [`${loweredName('count')}(`, part, ')'] : ['(', part, ')'];
    this.join([...operand(node.left), ` ${node.operator} `, ...operand(node.right)], macros);
  }

  private writeNullTest(node: BinaryNode, access: Access, macros: number): void {
    this.writeOptional(access, macros);
    this.put(` ${node.operator} null`);
  }

  private writeOptional(access: Access, macros: number): void {
    const key = access.kind === 'select' ? JSON.stringify(access.field) : access.index;
    this.join([`${loweredName('optional')}(`, access.of, ', ', key, ')'], macros);
  }

  // The engine wants branches of one type; what goes through `dyn` has none.
  private writeConditional({ condition, yes, no }: ConditionalNode, macros: number): void {
    this.join(['((', condition, ') ? dyn(', yes, ') : dyn(', no, '))'], macros);
  }

  private writeCall(node: CallNode, macros: number): void {
    const { receiver, name, args } = node;
    const [first, ...others] = args;
    if (receiver !== undefined && isMacro(name)) {
      this.join([`${loweredName('range')}(`, receiver, `).${name}(`], macros);
      this.put(first?.kind === 'name' ? engineName(first.name) : '_');
      for (const part of others) this.join([', ', part], macros + 1);
      this.put(')');
      return;
    }
    if (name === 'has' && first?.kind === 'select') {
      this.join([`${loweredName('has')}(`, first.of, `, ${JSON.stringify(first.field)})`], macros);
      return;
    }
    if (name === 'default' && receiver === undefined && first !== undefined && isAccess(first)) {
      this.put(`${loweredName('default')}(`);
      this.writeOptional(first, macros);
      this.join([', ', ...separated(others), ')'], macros);
      return;
    }
    const namespace = namespaceOf(receiver);
    const full = namespace === undefined ? name : `${namespace}.${name}`;
    const all = receiver === undefined || namespace !== undefined ? args : [receiver, ...args];
    this.join([`${loweredName(full)}(`, ...separated(all), ')'], macros);
  }

  private join(parts: readonly (string | CelNode)[], macros: number): void {
    for (const part of parts) {
      if (typeof part === 'string') this.put(part);
      else this.write(part, macros);
    }
  }

  private put(text: string): void {
    this.text += text;
  }
}

function bracketed(node: CelNode): readonly (string | CelNode)[] {
  return node.kind === 'binary' || node.kind === 'unary' ? ['(', node, ')'] : [node];
}

function separated(items: readonly CelNode[]): readonly (string | CelNode)[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [', ', item]));
}

function separatedEntries(entries: readonly { key: CelNode; value: CelNode }[]): readonly (string | CelNode)[] {
  return entries.flatMap(({ key, value }, index) => [...(index === 0 ? [] : [', ']), key, ': ', value]);
}

type Access = SelectNode | IndexNode;

function isAccess(node: CelNode): node is Access {
  return node.kind === 'select' || node.kind === 'index';
}

function isNull(node: CelNode): boolean {
  return node.kind === 'literal' && node.value === null;
}

function literalText(value: null | boolean | bigint | number | string): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'number') return String(value);
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
