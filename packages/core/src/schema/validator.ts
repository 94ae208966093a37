import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formatsPlugin from 'ajv-formats';
import type { JsonSchema } from '../json.ts';
import { linearRegExp } from './linear-reg-exp.ts';
import type { SchemaError } from './schema-error.ts';

/** Checks values against one schema; every error, not only the first. */
export type Validator = (value: unknown) => readonly SchemaError[];

/**
 * The validator of a draft 2020-12 schema, compiled once for each schema object.
 * Throws `SchemaCompileError` where the schema itself is at fault.
 */
export function validatorOf(schema: JsonSchema): Validator {
  const key = typeof schema === 'boolean' ? booleanSchemas[schema ? 1 : 0] : schema;
  const known = validators.get(key);
  if (known !== undefined) return known;
  const validate = compileOnce(key);
  const validator: Validator = (value) => (validate(value) ? [] : ((validate.errors ?? []) as readonly SchemaError[]));
  validators.set(key, validator);
  return validator;
}

export class SchemaCompileError extends Error {
  override readonly name = 'SchemaCompileError';
}

const booleanSchemas = [{ not: {} }, {}] as const;

const validators = new WeakMap<object, Validator>();

/** Schemas of equal content share one function: a pipeline that is planned again brings new objects. */
function compileOnce(schema: object): ValidateFunction {
  const content = JSON.stringify(schema);
  const known = functions.get(content);
  if (known !== undefined) return known;
  const compiled = compile(schema);
  if (functions.size >= mostFunctions) functions.clear();
  functions.set(content, compiled);
  return compiled;
}

const mostFunctions = 2000;

const functions = new Map<string, ValidateFunction>();

function compile(schema: object): ValidateFunction {
  const ajv = sharedAjv();
  try {
    return ajv.compile(schema);
  } catch (error) {
    if (error instanceof RangeError) throw new SchemaCompileError('a `$ref` leads back to itself', { cause: error });
    throw new SchemaCompileError(error instanceof Error ? error.message : String(error), { cause: error });
  } finally {
    // Another schema may have the same `$id`. (Without `addUsedSchema`, ajv cannot resolve `$ref: '#'`.)
    ajv.removeSchema(schema);
  }
}

const shared: { ajv?: Ajv2020 } = {};

/** Made when it is first needed: loading a file with no schema in it costs nothing. */
function sharedAjv(): Ajv2020 {
  shared.ajv ??= createAjv();
  return shared.ajv;
}

function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    // Unknown keywords are reported with their place by `checkJsonSchema`; here they are annotations.
    strict: false,
    validateSchema: false,
    logger: false,
    // What an object inherits is no field of it.
    ownProperties: true,
    code: { regExp: linearRegExp },
  });
  formatsPlugin.default(ajv);
  return ajv;
}
