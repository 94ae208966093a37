import type { Span } from '../errors/span.ts';
import type { Json } from '../json.ts';
import type { Reference } from './reference.ts';
import type { Scope } from './scope.ts';

/** A compiled `${ ... }`: the whole value, keeps its type. */
export interface Expression {
  readonly source: string;
  readonly at: Span;
  readonly references: readonly Reference[];
  /** A JSON value, deeply frozen; throws `FailureError` with the place. */
  evaluate(scope: Scope): Json;
}

/** A compiled text with `{{ ... }}`. */
export interface Template {
  readonly source: string;
  readonly at: Span;
  readonly references: readonly Reference[];
  render(scope: Scope): string;
}

/** What may stand where the language allows values: literals with expressions at any depth. */
export interface Value {
  readonly at: Span;
  readonly references: readonly Reference[];
  /** Present when nothing in it is computed. */
  readonly literal?: Json;
  evaluate(scope: Scope): Json;
}
