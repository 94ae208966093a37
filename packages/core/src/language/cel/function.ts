import type { JsonSchema } from '../../json.ts';

/** A word for what a parameter takes. `integer` is a number without a fraction. */
export type ParameterType = 'any' | 'string' | 'number' | 'integer' | 'boolean' | 'list' | 'object';

export interface Parameter {
  readonly name: string;
  readonly types: readonly ParameterType[];
  readonly optional?: boolean;
  /** Must be written out as a text, so that it can be checked when the file is. */
  readonly literal?: boolean;
}

/** One function of the language: its type, its documentation and what it does. */
export interface CelFunction {
  /** As it is written: `size`, `split`, `math.max`. */
  readonly name: string;
  /** `method`: `x.f(y)`, where `x` is the first parameter; `both`: `f(x)` too. */
  readonly style: 'global' | 'method' | 'both';
  readonly group: 'Presence and conversion' | 'Text' | 'Lists' | 'Numbers' | 'JSON' | 'Patterns';
  readonly parameters: readonly Parameter[];
  /** The type of the result, from the types of the arguments. */
  result(args: readonly JsonSchema[]): JsonSchema;
  /** Gets and gives JSON values; throws `CelError`. `undefined` where it is compiled away. */
  call?(...args: readonly never[]): unknown;
  /** The result is a whole number of CEL, so that `/` drops its fraction. */
  readonly whole?: boolean;
  /** What it reads of lists and objects, for the meter; `elements` when absent. Texts are always read. */
  readonly reads?: 'size' | 'elements' | 'everything';
  readonly summary: string;
  /** An expression without names, and the JSON it gives. */
  readonly example: readonly [expression: string, result: string];
}
