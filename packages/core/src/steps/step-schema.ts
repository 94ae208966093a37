import { shallowSteps } from '../pipeline/pipeline-schema.ts';
import { attemptTimeoutSchema, cacheSchema, retrySchema, timeoutSchema } from '../pipeline/policy-schema.ts';
import {
  choice,
  condition,
  either,
  flag,
  integer,
  list,
  object,
  type Schema,
  schemaDocument,
  steps,
  text,
  value,
} from '../schema/schema-builder.ts';
import type { StepKind } from './step-kind.ts';

/** A step of one kind: its own key and the keys that all steps share. */
export function stepSchema(kind: StepKind): Schema {
  return object(`A ${kind.kind} step.`, {
    required: { id: stepId, [kind.kind]: kind.config },
    optional: { ...(kind.takesWith ? { with: withValue } : {}), ...commonKeys },
  });
}

/** `stepSchema` as it checks one step: the steps inside it are checked when their block is planned. */
export function stepValidationSchema(kind: StepKind): Schema {
  const known = validationSchemas.get(kind);
  if (known !== undefined) return known;
  const schema = { ...stepSchema(kind), $defs: { steps: shallowSteps } };
  validationSchemas.set(kind, schema);
  return schema;
}

/** Keys that every step may have, whatever its kind. */
export function commonKeyNames(): readonly string[] {
  return ['id', 'with', ...Object.keys(commonKeys)];
}

const validationSchemas = new WeakMap<StepKind, Schema>();

const stepId: Schema = text('The name by which other steps read this one.', {
  pattern: '^[a-z][a-z0-9_]*$',
  'x-expects': 'an id of small letters, digits and _, starting with a letter',
});

const withValue: Schema = value('What the step is given; ${ } at any depth.');

const outputKey: Schema = object('What the step gives.', {
  optional: {
    schema: schemaDocument('JSON Schema of the output: checked when it runs, and known to every step that reads it.'),
    repair: object('What is tried when an answer does not fit the schema.', {
      optional: {
        lenient_parse: flag('Strips fences, trailing commas, single quotes, and closes open braces; true when absent.'),
        reask: integer('How often the model is asked again, with what was wrong; 0 when absent.', 0, { maximum: 10 }),
      },
    }),
  },
});

const onError: Schema = either(
  'What a failure does: fail the run, let it go on, give a default, or run other steps.',
  { type: 'string', enum: ['fail', 'continue'] },
  object('A literal output in place of the failed one.', { required: { default: value('The output; a literal.') } }),
  object('Steps that run instead; they see `error`.', {
    required: { steps: steps('The steps.') },
    optional: { output: value('The output in place of the failed one.') },
  }),
);

/** Keys that every step may have. */
export const commonKeys: Readonly<Record<string, Schema>> = {
  description: text('What the step is for.'),
  tags: list('Free words.', { type: 'string' }),
  when: condition('The step is skipped when this is false.'),
  needs: list('More steps to wait for: `x` for success, `x?` also when skipped, `x!` whatever its end.', {
    type: 'string',
    pattern: '^[a-z][a-z0-9_]*[?!]?$',
    'x-expects': 'the id of a step, with ? or ! at its end',
  }),
  output: outputKey,
  timeout: timeoutSchema,
  attempt_timeout: attemptTimeoutSchema,
  retry: retrySchema,
  cache: cacheSchema,
  on_error: onError,
  effect: choice('`write` for what changes the world: never cached, never retried without a key.', ['read', 'write']),
  idempotency_key: text('The same for every attempt: lets the tool see that it is the same call.'),
};
