import type { JsonSchema } from '../json.ts';
import { validatorOf } from './validator.ts';

/** Checks values against a schema; errors as `/json/pointer message`, none when the value is valid. Compiled at its first use. */
export function valueErrors(schema: JsonSchema): (value: unknown) => readonly string[] {
  return (value) => {
    const errors = validatorOf(schema)(value);
    return errors.map((error) => `${error.instancePath === '' ? '/' : error.instancePath} ${messageOf(error)}`);
  };
}

function messageOf(error: {
  readonly keyword: string;
  readonly message?: string;
  readonly params: Record<string, unknown>;
}): string {
  const { keyword, params, message = 'is not valid' } = error;
  if (keyword === 'additionalProperties') return `must not have the property ${String(params['additionalProperty'])}`;
  if (keyword === 'enum')
    return `must be one of ${(params['allowedValues'] as unknown[]).map((value) => JSON.stringify(value)).join(', ')}`;
  return message;
}
