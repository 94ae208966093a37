import {
  either,
  integer,
  list,
  number,
  object,
  record,
  type Schema,
  schemaDocument,
  steps,
  text,
  value,
} from '../schema/schema-builder.ts';
import type { ToolKind } from '../tools/tool-kind.ts';
import { fallbackSchema, singleModelSchema } from './model-schema.ts';
import { defaultsSchema } from './policy-schema.ts';

const inputName: Schema = { pattern: '^[A-Za-z_][A-Za-z0-9_]*$' };
const aliasName: Schema = { pattern: '^[A-Za-z_][A-Za-z0-9_-]*$' };

/** Steps whose inside is not looked at yet: each is checked by the schema of its own kind. */
export const shallowSteps: Schema = {
  type: 'array',
  minItems: 1,
  items: { type: 'object' },
  description: 'The steps.',
};

/** The whole file but for what stands inside its steps and tools. */
export const fileSchema: Schema = {
  ...object('A pipeline.', {
    required: {
      version: { const: 1, description: 'The version of the language.' },
      steps: steps('What the pipeline does. Order is not an edge: a step waits for the steps that it mentions.'),
    },
    optional: {
      name: text('The name of the pipeline; the file name when absent.', { minLength: 1 }),
      description: text('What the pipeline is for.'),
      inputs: record(
        'What a run is given: one JSON Schema for each input.',
        schemaDocument('The schema of an input.'),
        inputName,
      ),
      secrets: list('Names of secrets; their values never enter the file.', {
        type: 'string',
        pattern: '^[A-Z][A-Z0-9_]*$',
        'x-expects': 'a name such as CRM_TOKEN',
      }),
      budget: object('A hard limit for each run, checked before every call.', {
        optional: {
          usd: number('Dollars.', { exclusiveMinimum: 0 }),
          tokens: integer('Tokens, of prompts and answers.', 1),
        },
      }),
      defaults: defaultsSchema,
      models: record(
        'Models by alias.',
        either('A model or a chain of them.', singleModelSchema, fallbackSchema),
        aliasName,
      ),
      tools: record('Tools by name.', { type: 'object', description: 'One tool.' }, aliasName),
      prompts: record(
        'Texts that templates take in with {{> name}}.',
        either(
          'The text, or a file that holds it.',
          { type: 'string' },
          object('A file.', { required: { file: text('Path from this file.') } }),
        ),
        aliasName,
      ),
      outputs: record('What a run gives.', value('A value, with ${ } at any depth.'), aliasName),
      finally: steps('Steps that run at the end, however the others ended.'),
    },
  }),
  patternProperties: { '^x-': { description: 'Free for vendors.' } },
};

/** `fileSchema` as it validates one file. */
export const shallowFileSchema: Schema = { ...fileSchema, $defs: { steps: shallowSteps } };

/** One entry of `tools:`, for the kinds at hand. */
export function toolSchema(kind: ToolKind): Schema {
  return object(`A tool: ${kind.kind}.`, {
    required: { [kind.kind]: kind.config },
    optional: { description: text('What the tool does, for people and models.') },
  });
}
