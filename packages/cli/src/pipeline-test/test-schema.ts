import { type JsonSchema, permanentFailures, retryableFailures } from '@sluice/core';
import { choice, either, integer, list, number, object, record, type Schema, text, value } from '@sluice/core/schema';

const failureType: Schema = choice('Why it fails.', [...retryableFailures, ...permanentFailures]);

const error: JsonSchema = either(
  'The call fails.',
  failureType,
  object('The call fails.', {
    required: { type: failureType },
    optional: {
      detail: text('What happened.'),
      status: integer('HTTP status.', 100),
      code: text('A finer code below the type.'),
    },
  }),
);

const answerKeys: Readonly<Record<string, JsonSchema>> = {
  output: value('What the call gives. Of a prompt: the answer; a text is taken as the model would write it.'),
  error,
  usage: object('Tokens of the answer, for costs. Guessed from the text when absent.', {
    optional: { input_tokens: integer('Tokens in.', 0), output_tokens: integer('Tokens out.', 0) },
  }),
  finish: choice('Why the model stopped; stop when absent.', ['stop', 'length', 'content_filter']),
};

const mock: Schema = object('Stands in for a step: the same answer each time, or a `sequence`.', {
  optional: {
    ...answerKeys,
    sequence: list(
      'One answer for each call; one call more fails the test.',
      object('One answer.', { optional: answerKeys }),
      {
        minItems: 1,
      },
    ),
  },
});

const mocks: Schema = record(
  'By address of a step: `classify`, `order_facts/order` (of every item), `order_facts[2]/order`, `quality/check`.',
  mock,
);

const expectation: Schema = object('What must be true after the run.', {
  optional: {
    status: choice('How the run ends; succeeded when absent.', ['succeeded', 'failed']),
    error: {
      type: 'object',
      description: 'Of the failed run: `type`, `code`, `step`, `detail`; the keys given must match.',
    },
    outputs: { type: 'object', description: 'Of the run: the keys given must match; lists item by item.' },
    steps: record(
      'By address of a step; of every instance where it has several.',
      object('How the step ended.', {
        optional: {
          status: choice('Its end.', ['succeeded', 'failed', 'skipped', 'cancelled']),
          output: value('Its output: the keys given must match.'),
          error: { type: 'object', description: 'Its failure: the keys given must match.' },
          model: text('The alias that answered.'),
        },
      }),
    ),
    max_cost_usd: number('What the run may cost in dollars, by the tokens of the mocks.', { minimum: 0 }),
    calls: record(
      'By address of a step: model or tool calls, retries and re-asks included; executions of other kinds.',
      integer('How many.', 0),
    ),
  },
});

/** The schema of `*.test.yaml`; editors get it as `test.v1.schema.json`. */
export function testSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Sluice pipeline test, version 1',
    ...object('What a pipeline must do when its answers from outside are these.', {
      required: {
        cases: list(
          'The cases.',
          object('One run.', {
            required: { name: text('A name for the report.', { minLength: 1 }) },
            optional: {
              description: text('What it shows.'),
              inputs: { type: 'object', description: 'Inputs of the pipeline, on top of those of the file.' },
              mocks,
              expect: expectation,
            },
          }),
          { minItems: 1 },
        ),
      },
      optional: {
        $schema: text('For editors.'),
        version: { const: 1, description: 'Of this format.' },
        pipeline: text('Path of the pipeline, from this file. `x.yaml` beside `x.test.yaml` when absent.'),
        inputs: { type: 'object', description: 'Inputs of every case.' },
        mocks,
      },
    }),
    patternProperties: { '^x-': true },
  };
}
