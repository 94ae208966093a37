import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { isObject } from '../wire/json.ts';

/**
 * A JSON Schema of the corpus folder's `specs/` as a validator of bodies: says what a body breaks; empty where it fits.
 * `undefined` where the folder has no such schema.
 */
export function schemaValidator(
  corpus: string,
  file: string,
  definition: string,
): ((body: unknown) => readonly string[]) | undefined {
  const path = join(corpus, 'specs', file);
  if (!existsSync(path)) return undefined;
  const document: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!isObject(document)) return undefined;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const validate = ajv.compile({ ...document, $ref: `#/definitions/${definition}` });
  return (body) =>
    validate(body) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
