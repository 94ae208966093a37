import { freezeJson } from '../freeze-json.ts';
import type { Json, JsonSchema } from '../json.ts';
import type { Facts } from '../language/cel/narrowing.ts';
import type { Expression, Value } from '../language/value.ts';
import { rooted } from '../types/resolve-reference.ts';
import type { LocatedJson } from '../yaml/located-json.ts';

/** A value of the file, its expressions compiled; keeps the shape that it was written in. */
export type Part =
  | { readonly kind: 'literal'; readonly source: LocatedJson; readonly json: Json }
  | {
      readonly kind: 'expression';
      readonly source: LocatedJson;
      readonly expression: Expression;
      readonly type: JsonSchema;
      /** What holds where it gave `true`. */
      readonly whenTrue: Facts;
    }
  /** Has findings of its own. */
  | { readonly kind: 'broken'; readonly source: LocatedJson }
  | { readonly kind: 'list'; readonly source: LocatedJson; readonly items: readonly Part[] }
  | { readonly kind: 'map'; readonly source: LocatedJson; readonly entries: readonly (readonly [string, Part])[] };

/** The schema of what a part will be. */
export function typeOfPart(part: Part): JsonSchema {
  switch (part.kind) {
    case 'literal':
      return literalType(part.json);
    case 'expression':
      return part.type;
    case 'broken':
      return true;
    case 'list':
      return listType(part.items.map(typeOfPart));
    case 'map':
      return mapType(part.entries.map(([key, item]) => [key, typeOfPart(item)]));
  }
}

function literalType(json: Json): JsonSchema {
  if (Array.isArray(json)) return listType(json.map(literalType));
  if (typeof json === 'object' && json !== null) {
    return mapType(Object.entries(json).map(([key, value]) => [key, literalType(value)]));
  }
  return { const: json };
}

function listType(items: readonly JsonSchema[]): JsonSchema {
  return { type: 'array', prefixItems: items.map(rooted), items: false, minItems: items.length };
}

function mapType(entries: readonly (readonly [string, JsonSchema])[]): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([key, type]) => [key, rooted(type)])),
    required: entries.map(([key]) => key),
    additionalProperties: false,
  };
}

export function isLiteral(part: Part): boolean {
  return part.kind === 'literal';
}

export function isBroken(part: Part): boolean {
  if (part.kind === 'list') return part.items.some(isBroken);
  if (part.kind === 'map') return part.entries.some(([, item]) => isBroken(item));
  return part.kind === 'broken';
}

/** The value that evaluates a part which has no findings. */
export function toValue(part: Part): Value {
  const at = part.source.at();
  switch (part.kind) {
    case 'expression': {
      const { expression } = part;
      return { at, references: expression.references, evaluate: (scope) => expression.evaluate(scope) };
    }
    case 'list': {
      const items = part.items.map(toValue);
      return {
        at,
        references: items.flatMap((item) => item.references),
        evaluate: (scope) => Object.freeze(items.map((item) => item.evaluate(scope))),
      };
    }
    case 'map': {
      const entries = part.entries.map(([key, item]) => [key, toValue(item)] as const);
      return {
        at,
        references: entries.flatMap(([, item]) => item.references),
        evaluate: (scope) =>
          Object.freeze(Object.fromEntries(entries.map(([key, item]) => [key, item.evaluate(scope)]))),
      };
    }
    case 'literal':
    case 'broken': {
      const literal = freezeJson(part.source.value);
      return { at, references: [], literal, evaluate: () => literal };
    }
  }
}
