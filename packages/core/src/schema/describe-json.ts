import type { Json } from '../json.ts';

/** What a value is, for a message: `a number`, `a list`, `the text "abc"`. */
export function describeJson(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'object':
      return 'a mapping';
    case 'string':
      return value.length <= 40 ? `the text ${JSON.stringify(value)}` : 'a text';
    default:
      return `the ${typeof value} ${String(value)}`;
  }
}

/** JSON Schema's names of types as a reader of YAML knows them. */
export function describeTypes(types: readonly string[]): string {
  return types.map((type) => typeNames[type] ?? type).join(' or ');
}

const typeNames: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'null',
  number: 'a number',
  object: 'a mapping',
  string: 'a text',
};
