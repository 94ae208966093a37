import { permanentFailures, retryableFailures } from '../errors/failure.ts';
import type { JsonSchema } from '../json.ts';
import { rooted } from '../types/resolve-reference.ts';
import { orNull } from '../types/union-of.ts';
import type { StepType } from './type-environment.ts';

/** `steps.ID.error`, and `error` inside a catch: what `errorView` makes of a failure. */
export const errorSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    type: { enum: [...retryableFailures, ...permanentFailures] },
    message: { type: 'string' },
    step: { type: ['string', 'null'] },
    status: { type: 'integer' },
    code: { type: 'string' },
    instance: { type: 'string' },
  },
  required: ['type', 'message', 'step'],
};

/** `run`. */
export const runSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: { id: { type: 'string' }, started_at: { type: 'string' } },
  required: ['id', 'started_at'],
};

/** `steps.ID`: what a `StepView` is known to hold. */
export function stepSchema(step: StepType): JsonSchema {
  const mayBeNull = step.maySkip || step.mayFail === true;
  const properties: Record<string, JsonSchema> = {
    output: mayBeNull ? orNull(rooted(step.output)) : rooted(step.output),
    status: { enum: ['succeeded', 'failed', 'skipped', 'cancelled'] },
    error: orNull(errorSchema),
    usage: usageSchema,
    ...(step.hasModel ? { model: mayBeNull ? { type: ['string', 'null'] } : { type: 'string' } } : {}),
    ...(step.isMap ? { errors: itemErrorsSchema } : {}),
  };
  return { type: 'object', additionalProperties: false, properties, required: Object.keys(properties) };
}

const usageSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    input_tokens: { type: 'integer' },
    output_tokens: { type: 'integer' },
    cost_usd: { type: ['number', 'null'] },
  },
  required: ['input_tokens', 'output_tokens', 'cost_usd'],
};

const itemErrorsSchema: JsonSchema = {
  type: 'array',
  items: {
    type: 'object',
    properties: { index: { type: 'integer' }, error: errorSchema },
    required: ['index', 'error'],
  },
};
