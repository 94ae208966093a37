import {
  value as anyValue,
  choice,
  either,
  expression,
  flag,
  integer,
  list,
  object,
  record,
  type Schema,
  text,
} from '../../schema/schema-builder.ts';

const modelName = text('An alias, or `provider/model`.', { minLength: 1 });

const tier = object('One model to try.', {
  required: { model: modelName },
  optional: {
    accept: expression('Sees `output`; the next model is tried when this is false.'),
    require: flag('On the last model: fail the step when `accept` is false.'),
  },
});

const media = object('A picture or a file.', {
  required: { type: choice('What it is.', ['image', 'file']) },
  optional: {
    url: text('Where it is, or ${ }.'),
    data: text('Base64, or ${ }.'),
    media_type: text('Such as image/png.'),
    filename: text('For files.'),
  },
});

const message = object('One message.', {
  required: { role: choice('Who speaks.', ['system', 'user', 'assistant']) },
  optional: {
    text: text('What is said; {{ }} takes values in.'),
    media: list('Pictures and files.', media),
    cache: either(
      'Asks the provider to cache the prompt up to here.',
      flag('`true`: as long as it usually does.'),
      object('With a time.', { optional: { ttl: choice('How long.', ['5m', '1h']) } }),
    ),
  },
});

/** The value under `prompt:`. */
export const promptSchema: Schema = object('A call of a model.', {
  optional: {
    model: modelName,
    cascade: list('Models from cheap to strong: the next one when an answer is not accepted.', tier, { minItems: 1 }),
    system: text('What the model is told about its task; {{ }} takes values in.'),
    user: text('What it is asked; {{ }} takes values in.'),
    assistant: text('The start of the answer; {{ }} takes values in.'),
    messages: list('A conversation, in place of `user` and `assistant`.', message, { minItems: 1 }),
    params: record('Parameters of the call: temperature, max_tokens, ...', anyValue('A literal, or ${ }.')),
    tools: list('Tools that the model may call: names, or `name.method`.', { type: 'string' }, { minItems: 1 }),
    max_turns: integer('How often the model may be asked in a row because it called tools; 8 when absent.', 1, {
      maximum: 100,
    }),
    stream: either('Whether the answer is streamed; `buffer` tells of it only when complete.', flag('On or off.'), {
      const: 'buffer',
    }),
  },
});
