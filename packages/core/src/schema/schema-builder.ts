import type { JsonSchema } from '../json.ts';

/**
 * Small builders for the schemas of our own files. Plain JSON Schema comes out.
 * A schema library costs more to load (150 ms for TypeBox) than a whole `sluice validate` may take.
 */

export interface Schema {
  readonly [keyword: string]: unknown;
}

export interface ObjectShape {
  readonly required?: Readonly<Record<string, JsonSchema>>;
  readonly optional?: Readonly<Record<string, JsonSchema>>;
}

/** An object with these keys and no others. */
export function object(description: string, shape: ObjectShape): Schema {
  const required = Object.keys(shape.required ?? {});
  return {
    type: 'object',
    description,
    properties: { ...shape.required, ...shape.optional },
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

/** An object whose keys are names that the author chooses. */
export function record(description: string, values: JsonSchema, keys?: Schema): Schema {
  const names = keys === undefined ? {} : { propertyNames: keys };
  return { type: 'object', description, additionalProperties: values, ...names };
}

export function list(description: string, items: JsonSchema, more: Schema = {}): Schema {
  return { type: 'array', description, items, ...more };
}

export function text(description: string, more: Schema = {}): Schema {
  return { type: 'string', description, ...more };
}

export function integer(description: string, minimum: number, more: Schema = {}): Schema {
  return { type: 'integer', description, minimum, ...more };
}

export function number(description: string, more: Schema = {}): Schema {
  return { type: 'number', description, ...more };
}

export function flag(description: string): Schema {
  return { type: 'boolean', description };
}

/** One of these words. */
export function choice(description: string, words: readonly string[]): Schema {
  return { type: 'string', description, enum: words };
}

export function either(description: string, ...schemas: readonly JsonSchema[]): Schema {
  return { description, anyOf: schemas };
}

/** Any JSON, with `${ }` at any depth. */
export function value(description: string): Schema {
  return { description };
}

/** A `${ }` that is the whole value. What it gives is checked by type, not by schema. */
export function expression(description: string): Schema {
  return {
    type: 'string',
    description,
    pattern: '^\\s*\\$\\{',
    'x-expects': 'an expression: ${ ... }',
  };
}

/** A condition: an expression or `true` / `false`. */
export function condition(description: string): Schema {
  return either(description, expression(description), { type: 'boolean' });
}

/** `500ms`, `20s`, `5m`, `4h`, `2d`. */
export function duration(description: string): Schema {
  return {
    type: 'string',
    description,
    pattern: '^[0-9]{1,9}(\\.[0-9]{1,6})?(ms|s|m|h|d)$',
    'x-expects': 'a duration such as 500ms, 20s, 5m, 4h',
    examples: ['20s'],
  };
}

/** A JSON Schema that the author writes; checked by `checkJsonSchema`. */
export function schemaDocument(description: string): Schema {
  return { description, type: ['object', 'boolean'] };
}

/** A nested list of steps: its steps are checked one by one, when their kind is known. */
export function steps(description: string): Schema {
  return { description, $ref: '#/$defs/steps' };
}
