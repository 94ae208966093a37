import type { JsonSchema } from '../json.ts';
import { pickBranches } from './pick-branch.ts';
import type { SchemaError } from './schema-error.ts';
import { shapeErrors } from './shape-errors.ts';
import { validatorOf } from './validator.ts';

/** Checks values against a schema; errors as `/json/pointer message`, none when the value is valid. The schema is compiled at its first use, if at all. */
export function valueErrors(schema: JsonSchema): (value: unknown) => readonly string[] {
  return (value) => {
    const errors = pickBranches(shapeErrors(value, schema) ?? validatorOf(schema)(value));
    return errors.map((error) => `${error.instancePath === '' ? '/' : error.instancePath} ${messageOf(error)}`);
  };
}

function messageOf({ keyword, params, message = 'is not valid' }: SchemaError): string {
  if (keyword === 'additionalProperties') return `must not have the property ${String(params['additionalProperty'])}`;
  if (keyword === 'enum')
    return `must be one of ${(params['allowedValues'] as unknown[]).map((value) => JSON.stringify(value)).join(', ')}`;
  return message;
}
