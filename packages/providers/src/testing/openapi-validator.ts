import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { isObject } from '../wire/json.ts';

/** Says what a body breaks of a schema of the document; empty where it fits. */
export type ValidateBody = (schema: string, body: unknown) => readonly string[];

/** OpenAI's published document as a validator of requests; `undefined` where the corpus folder has none. */
export function openapiValidator(corpus: string): ValidateBody | undefined {
  const file = join(corpus, 'specs', 'openai-openapi__openapi.json');
  if (!existsSync(file)) return undefined;
  const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const schemas = isObject(document) && isObject(document['components']) ? document['components']['schemas'] : {};
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: 'openai', components: { schemas: toJsonSchema(schemas) } });
  return (schema, body) => {
    const validate = ajv.getSchema(`openai#/components/schemas/${schema}`);
    if (validate === undefined) return [`the document has no ${schema}`];
    if (validate(body) === true) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

/** OpenAPI's dialect: `nullable` is a type, and its `oneOf` lists alternatives that overlap. */
function toJsonSchema(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(toJsonSchema);
  if (!isObject(node)) return node;
  const { oneOf, nullable, discriminator: _, ...rest } = node;
  const changed = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, toJsonSchema(value)]));
  if (typeof changed['$ref'] === 'string') changed['$ref'] = changed['$ref'].replace(/^#/, 'openai#');
  if (oneOf !== undefined) changed['anyOf'] = toJsonSchema(oneOf);
  return nullable === true ? { anyOf: [changed, { type: 'null' }] } : changed;
}
