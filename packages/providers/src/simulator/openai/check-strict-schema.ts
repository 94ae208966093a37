import { invalidRequest } from '../wire/failure.ts';
import { isObject, type JsonObject } from '../wire/json.ts';

/** Where a schema stands in a request, for the words of the refusal. */
export interface SchemaPlace {
  /** `response_format 'NAME'` or `function 'NAME'`. */
  readonly owner: string;
  readonly param: string;
}

/** OpenAI's rules for strict schemas: every object closed, every property required. @throws RefusedRequest */
export function checkStrictSchema(schema: JsonObject, place: SchemaPlace): void {
  visit(schema, [], place);
}

function visit(schema: unknown, path: readonly string[], place: SchemaPlace): void {
  if (Array.isArray(schema)) {
    for (const [at, item] of schema.entries()) visit(item, [...path, String(at)], place);
    return;
  }
  if (!isObject(schema)) return;
  if (isObject(schema['properties']) || schema['type'] === 'object') checkObject(schema, path, place);
  for (const name of ['items', 'anyOf']) if (schema[name] !== undefined) visit(schema[name], [...path, name], place);
  for (const name of ['properties', '$defs', 'definitions']) {
    const members = schema[name];
    if (isObject(members)) for (const key of Object.keys(members)) visit(members[key], [...path, name, key], place);
  }
}

function checkObject(schema: JsonObject, path: readonly string[], { owner, param }: SchemaPlace): void {
  const context = path.length === 0 ? '()' : `(${path.map((part) => `'${part}'`).join(', ')})`;
  const refuse = (what: string): never => {
    throw invalidRequest(`Invalid schema for ${owner}: In context=${context}, ${what}`, param, 'invalid_json_schema');
  };
  if (schema['additionalProperties'] !== false)
    refuse("'additionalProperties' is required to be supplied and to be false.");
  const names = isObject(schema['properties']) ? Object.keys(schema['properties']) : [];
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const missing = names.find((name) => !required.includes(name));
  if (missing !== undefined) {
    refuse(
      `'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`,
    );
  }
}
