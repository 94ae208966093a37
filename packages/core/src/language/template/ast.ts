/** The syntax tree that Handlebars parses, as far as the facade reads it. Fields that it rewrites are not `readonly`. */
export interface Program {
  readonly type: 'Program';
  readonly body: Statement[];
  readonly blockParams?: readonly string[];
}

export interface Location {
  /** `line` counts from 1, `column` from 0. */
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

export type Statement =
  | MustacheStatement
  | BlockStatement
  | PartialStatement
  | { readonly type: 'ContentStatement'; readonly loc: Location }
  | { readonly type: 'CommentStatement'; readonly loc: Location }
  | { readonly type: 'Decorator' | 'DecoratorBlock' | 'PartialBlockStatement'; readonly loc: Location };

interface Call {
  path: PathExpression | Literal;
  params: Value[];
  hash?: { readonly pairs: readonly HashPair[] };
  readonly loc: Location;
}

export interface MustacheStatement extends Call {
  readonly type: 'MustacheStatement';
}

export interface BlockStatement extends Call {
  readonly type: 'BlockStatement';
  readonly program?: Program;
  readonly inverse?: Program;
}

export interface PartialStatement {
  readonly type: 'PartialStatement';
  name: PathExpression | SubExpression | Literal;
  readonly params: Value[];
  readonly hash?: { readonly pairs: readonly HashPair[] };
  readonly loc: Location;
}

interface SubExpression extends Call {
  readonly type: 'SubExpression';
}

interface HashPair {
  readonly key: string;
  readonly value: Value;
  readonly loc: Location;
}

export type Value = PathExpression | SubExpression | Literal;

export interface PathExpression {
  readonly type: 'PathExpression';
  data: boolean;
  depth: number;
  parts: readonly string[];
  original: string;
  readonly loc: Location;
}

type Literal =
  | { readonly type: 'StringLiteral'; readonly value: string; readonly loc: Location }
  | { readonly type: 'NumberLiteral'; readonly value: number; readonly loc: Location }
  | { readonly type: 'BooleanLiteral'; readonly value: boolean; readonly loc: Location }
  | { readonly type: 'NullLiteral' | 'UndefinedLiteral'; readonly loc: Location };

export type HelperCall = MustacheStatement | BlockStatement | SubExpression;
