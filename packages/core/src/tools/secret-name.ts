import type { Schema } from '../schema/schema-builder.ts';

/** The name of a secret, which the file must declare under `secrets:`. Never its value. */
export function secretName(description: string): Schema {
  return {
    type: 'string',
    description,
    pattern: '^[A-Z][A-Z0-9_]*$',
    'x-expects': 'the name of a secret, such as CRM_TOKEN',
    'x-secret': true,
  };
}

/** `./file.ts#function`: checked to exist when the pipeline is planned. */
export function moduleName(description: string): Schema {
  return {
    type: 'string',
    description,
    pattern: '^[^#]+#[A-Za-z_$][\\w$]*$',
    'x-expects': './file.ts#function',
    'x-module': true,
  };
}
