import {
  choice,
  duration,
  either,
  integer,
  list,
  number,
  object,
  record,
  type Schema,
  text,
  value,
} from '../schema/schema-builder.ts';

const paramKeys: Readonly<Record<string, Schema>> = {
  temperature: number('Randomness of sampling.', { minimum: 0 }),
  top_p: number('Nucleus sampling.', { minimum: 0, maximum: 1 }),
  top_k: integer('Sampling from the k likeliest tokens.', 1),
  seed: integer('Asks for repeatable sampling, where the vendor has it.', Number.MIN_SAFE_INTEGER),
  stop: either('Texts that end the answer.', { type: 'string' }, list('Several.', { type: 'string' })),
  max_tokens: integer('The longest answer.', 1),
  reasoning: object('How much the model thinks before it answers.', {
    optional: {
      effort: choice('In words.', ['none', 'minimal', 'low', 'medium', 'high', 'max']),
      budget_tokens: integer('In tokens.', 0),
    },
  }),
  service_tier: text("The vendor's service tier."),
  metadata: record('Passed to the vendor for its own records.', { type: 'string' }),
  extra: record("The vendor's own parameters, passed as they are.", value('A parameter.')),
};

/** Parameters of a model call in the words of the file. */
export const modelParamsSchema: Schema = object('Parameters of the call.', { optional: paramKeys });

export const singleModelSchema: Schema = object('A model with its parameters.', {
  required: { use: text('`provider/model`, such as openai/gpt-5.4-mini.', { minLength: 1 }) },
  optional: paramKeys,
});

export const fallbackSchema: Schema = object("A chain: the next model when a model's provider fails.", {
  required: {
    fallback: list('Aliases or `provider/model`, first to last.', { type: 'string' }, { minItems: 1 }),
  },
  optional: {
    breaker: object('Leaves a model out for a while after failures in a row.', {
      required: {
        failures: integer('How many failures in a row.', 1),
        cooldown: duration('How long it is left out.'),
      },
    }),
  },
});
