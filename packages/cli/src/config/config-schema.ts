import { choice, integer, number, object, record, type Schema, text } from '@sluice/core/schema';

const provider: Schema = object('How a provider is reached.', {
  optional: {
    kind: choice('Whose API it speaks. Default: its name, else openai-compatible.', [
      'openai',
      'anthropic',
      'google',
      'openai-compatible',
    ]),
    api: choice('Of the OpenAI kinds. Default: responses for OpenAI itself, chat for others.', ['chat', 'responses']),
    base_url: text('Where it is.', { pattern: '^https?://' }),
    api_key_env: text('Name of the environment variable that holds the key. Keys never stand in this file.', {
      pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
      'x-expects': 'the name of an environment variable, not a key',
    }),
    api_version: text('Such as 2023-06-01 for Anthropic.'),
    gateway: text('A known OpenAI-compatible gateway, such as openrouter, vllm, ollama.'),
    max_concurrency: integer('Calls at once.', 1),
    requests_per_minute: integer('Rate limit.', 1),
    tokens_per_minute: integer('Rate limit.', 1),
  },
});

const money = (description: string): Schema => number(description, { minimum: 0 });

const price: Schema = object('Dollars per million tokens.', {
  required: { input: money('Input.'), output: money('Output.') },
  optional: {
    cache_read: money('Input read from a cache.'),
    cache_write: money('Input written to a cache.'),
    batch: number('Factor for batch calls.', { minimum: 0, maximum: 1 }),
    valid_from: text('ISO date.', { pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  },
});

/** The schema of `sluice.config.yaml`; editors get it as `config.v1.schema.json`. */
export function configSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Sluice configuration, version 1',
    ...object('Aliases, providers, prices and where runs are kept.', {
      required: { version: { const: 1 } },
      optional: {
        $schema: text('For editors.'),
        models: record('Aliases for every pipeline.', {}),
        providers: record('By the first part of model references.', provider),
        prices: record('By `provider/model`; `*` stands for any name.', price),
        store: text('Folder for runs and cache, relative to this file. Default .sluice'),
        confirm_above_usd: money('Ask before a run that may cost more. Default 1.00'),
      },
    }),
    patternProperties: { '^x-': true },
  };
}
