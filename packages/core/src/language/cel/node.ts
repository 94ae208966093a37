/** Offsets into the text of one expression; `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The syntax tree of an expression, free of the library that parsed it. */
export type CelNode =
  | LiteralNode
  | OpaqueNode
  | NameNode
  | SelectNode
  | IndexNode
  | CallNode
  | UnaryNode
  | BinaryNode
  | ConditionalNode
  | ListNode
  | ObjectNode;

interface LiteralNode {
  readonly kind: 'literal';
  /** A `bigint` is a whole number as it was written; a `number` was written with a point or an exponent. */
  readonly value: null | boolean | bigint | number | string;
  readonly at: Range;
}

/** A literal of CEL that JSON does not have. */
interface OpaqueNode {
  readonly kind: 'opaque';
  readonly what: 'bytes' | 'unsigned integer';
  readonly at: Range;
}

export interface NameNode {
  readonly kind: 'name';
  readonly name: string;
  readonly at: Range;
}

export interface SelectNode {
  readonly kind: 'select';
  readonly of: CelNode;
  readonly field: string;
  readonly fieldAt: Range;
  readonly at: Range;
}

export interface IndexNode {
  readonly kind: 'index';
  readonly of: CelNode;
  readonly index: CelNode;
  readonly at: Range;
}

export interface CallNode {
  readonly kind: 'call';
  readonly name: string;
  readonly nameAt: Range;
  /** Of `receiver.name(...)`. */
  readonly receiver: CelNode | undefined;
  readonly args: readonly CelNode[];
  readonly at: Range;
}

export interface UnaryNode {
  readonly kind: 'unary';
  readonly operator: '!' | '-';
  readonly of: CelNode;
  readonly at: Range;
}

export type BinaryOperator = '&&' | '||' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%' | 'in';

export interface BinaryNode {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: CelNode;
  readonly right: CelNode;
  readonly at: Range;
}

export interface ConditionalNode {
  readonly kind: 'conditional';
  readonly condition: CelNode;
  readonly yes: CelNode;
  readonly no: CelNode;
  readonly at: Range;
}

interface ListNode {
  readonly kind: 'list';
  readonly items: readonly CelNode[];
  readonly at: Range;
}

export interface ObjectNode {
  readonly kind: 'object';
  readonly entries: readonly { readonly key: CelNode; readonly value: CelNode }[];
  readonly at: Range;
}

/** The direct parts of a node, in the order they are written. */
export function partsOf(node: CelNode): readonly CelNode[] {
  switch (node.kind) {
    case 'literal':
    case 'opaque':
    case 'name':
      return [];
    case 'select':
    case 'unary':
      return [node.of];
    case 'index':
      return [node.of, node.index];
    case 'call':
      return node.receiver === undefined ? node.args : [node.receiver, ...node.args];
    case 'binary':
      return [node.left, node.right];
    case 'conditional':
      return [node.condition, node.yes, node.no];
    case 'list':
      return node.items;
    case 'object':
      return node.entries.flatMap(({ key, value }) => [key, value]);
  }
}
