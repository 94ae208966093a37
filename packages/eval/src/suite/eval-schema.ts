import type { JsonSchema } from '@sluice/core';
import {
  choice,
  either,
  expression,
  flag,
  integer,
  list,
  number,
  object,
  record,
  type Schema,
  text,
  value,
} from '@sluice/core/schema';
import { boundPattern } from '../gates/bound.ts';
import { builtinScorers } from '../scorers/builtin.ts';
import { normalisations } from '../scorers/normalise.ts';
import type { ScorerKind } from '../scorers/scorer-kind.ts';

/** The schema of an eval file; editors get it as `eval.v1.schema.json`. */
export function evalSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Sluice eval, version 1',
    ...object('What is evaluated, on which data, by which scorers, and which gates decide.', {
      required: { version: { const: 1 }, name: text('A name for reports.', { minLength: 1 }), dataset },
      optional: {
        $schema: text('For editors.'),
        description: text('What this evaluation is for.'),
        pipeline: text('Path of a pipeline, relative to this file.'),
        prompt: { description: 'A bare prompt instead of a pipeline: the value of a prompt step.', type: 'object' },
        roots: record('Names for folders: `corpus:replay/x.jsonl` is a path then.', root),
        models: record('Aliases for this evaluation: judges, and the models of a bare prompt.', modelAlias),
        inputs: record('Inputs of the pipeline from `row`.', value('A literal or `${ row... }`.')),
        output: value('What scorers grade. Default: the outputs; the only one where there is one.'),
        variants: list('What is compared; the first is the baseline unless `baseline` names another.', variant, {
          minItems: 1,
        }),
        matrix: record('Every combination is a variant.', list('Values.', true, { minItems: 1 })),
        baseline: text('The variant that the others are compared with.'),
        repeat: integer('Samples of each case.', 1),
        scorers: list('How outputs are graded.', { $ref: '#/$defs/scorer' }),
        success: either('What a successful case is.', expression('True or false.'), { type: 'boolean' }),
        gates: list('Conditions; all must pass.', condition),
        watch: list('Conditions that are reported and never block.', condition),
        on_inconclusive: choice('What an inconclusive gate does to the exit code.', ['fail', 'pass', 'warn']),
        budget: object('Hard cap for the whole evaluation.', {
          optional: { usd: number('Dollars.', { exclusiveMinimum: 0 }), tokens: integer('Tokens.', 1) },
        }),
        concurrency: integer('Cases at once. Default 20.', 1),
        seed: integer('For samples and bootstraps. Default 1.', 0),
      },
    }),
    patternProperties: { '^x-': true },
    $defs: { scorer: scorerSchema(builtinScorers) },
  };
}

const root: JsonSchema = either(
  'A folder.',
  text('Path, relative to this file.'),
  object('From the environment.', {
    required: { from_env: text('Name of the variable.') },
    optional: { default: text('Path.') },
  }),
);

const modelAlias: JsonSchema = either('A reference, or a reference with parameters.', text('`provider/model`'), {
  type: 'object',
});

const dataset: JsonSchema = either(
  'The rows.',
  text('Path of a .jsonl, .csv, .json or .yaml file.'),
  object('The rows.', {
    required: {
      path: either(
        'One file, several, or a glob; `-` is standard input.',
        text('Path.'),
        list('Paths.', text('Path.'), { minItems: 1 }),
      ),
    },
    optional: {
      id: expression('Identity of a case. Default: hash of the row.'),
      cluster: expression('Rows with the same value are not independent.'),
      tags: value('A list of tags, or a map, for slices.'),
      filter: either('Only rows for which it is true.', expression('True or false.'), { type: 'boolean' }),
      split: text('Only rows whose `split` is this.'),
      limit: integer('The first N rows.', 1),
      sample: integer('N rows drawn at random, by the seed.', 1),
    },
  }),
);

const variant: JsonSchema = object('One arm of the comparison.', {
  required: { name: text('Name in reports.', { pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' }) },
  optional: {
    description: text('What is different.'),
    models: record('A string replaces an alias, an object merges into it (`null` removes a key).', modelAlias),
    inputs: record('Inputs that replace those of the suite.', true),
    set: record('`steps.ID.prompt.params.temperature: 0` and the like: overrides of the pipeline file.', true),
  },
});

const metric: Schema = text('A scorer, or success_rate, error_rate, cost_per_success, cost_per_case, latency_p95, ...');
const bound: Schema = text('A number with its unit: `2 points`, `80%`, `0.6x`, `4s`, `0.02 usd`.', {
  pattern: boundPattern,
  'x-expects': 'a number with its unit: 2 points, 80%, 0.6x, 4s, 0.02 usd',
});

const shared = {
  variant: text('Only this variant. Default: every one but the baseline.'),
  confidence: text('One-sided; default 95%.', { pattern: '^[0-9]+(\\.[0-9]+)?\\s*%$' }),
  safety: flag('Bounds a rate exactly (Clopper-Pearson).'),
  on: either(
    'Only some cases: those with all of these tags.',
    list('Tags.', text('Tag.'), { minItems: 1 }),
    record('`language: de` is the tag `language=de` of a map of tags, or `de` in a list.', true),
  ),
};

const condition: JsonSchema = {
  type: 'object',
  description: 'One condition.',
  minProperties: 1,
  maxProperties: 1,
  additionalProperties: false,
  properties: {
    not_worse: object('Not worse than another variant by more than a margin.', {
      required: { metric, margin: bound },
      optional: { than: text('Variant; default the baseline.'), ...shared },
    }),
    better: object('Better than another variant.', {
      required: { metric },
      optional: { by: bound, than: text('Variant; default the baseline.'), ...shared },
    }),
    within: object('Equivalent to another variant within a margin (two one-sided tests).', {
      required: { metric, margin: bound },
      optional: { of: text('Variant; default the baseline.'), ...shared },
    }),
    at_least: object('At least a value, or a ratio to another variant.', {
      required: { metric, value: bound },
      optional: { of: text('Variant.'), ...shared },
    }),
    at_most: object('At most a value, or a ratio to another variant.', {
      required: { metric, value: bound },
      optional: { of: text('Variant.'), ...shared },
    }),
  },
};

function scorerSchema(kinds: readonly ScorerKind[]): Schema {
  const common = {
    id: text('Name of the metric.', { pattern: '^[a-z][a-z0-9_]*$' }),
    description: text('What it measures.'),
    when: either('Only cases for which it is true.', expression('True or false.'), { type: 'boolean' }),
    step: text('Grade one step instead of the output.'),
    weight: number('For weighted means.', { exclusiveMinimum: 0 }),
    threshold: number('The score becomes 1 from here up, else 0.'),
    not: flag('Turn the verdict around.'),
    normalise: list('Applied to texts before they are compared.', choice('One of.', normalisations)),
    tags: list('For readers.', text('Tag.')),
  };
  const configs = Object.fromEntries(kinds.map((kind) => [kind.name, kind.config]));
  return {
    type: 'object',
    description: 'An id and exactly one kind of scorer.',
    required: ['id'],
    properties: { ...common, ...configs },
    additionalProperties: false,
  };
}

/** Keys of a scorer that are no kind. */
export const scorerCommonKeys: readonly string[] = [
  'id',
  'description',
  'when',
  'step',
  'weight',
  'threshold',
  'not',
  'normalise',
  'tags',
];
