import OpenAI from 'openai';
import { expect, test } from 'vitest';
import { startSimulator } from '../start-simulator.ts';
import { clientsOf } from '../tests/clients.ts';

const person = {
  type: 'object',
  properties: { name: { type: 'string', maxLength: 20 }, age: { type: 'integer', minimum: 18, maximum: 30 } },
  required: ['name', 'age'],
  additionalProperties: false,
};
const look = {
  name: 'look_up',
  description: 'Looks up',
  parameters: { ...person, properties: person.properties },
  strict: true,
};
const profile = {
  tokens: 'approximate',
  models: { '*': { reasoning_tokens: 100, cached_share: 0.5 } },
  answers: [
    { when: { after_tool: true }, text: 'The tool said {{tool_result}}.' },
    {
      match: { contains: 'weather' },
      tool_calls: [{ name: 'look_up', arguments: { name: 'Oslo', age: 20 } }, { name: 'look_up' }],
    },
    { match: { contains: 'forbidden' }, refusal: 'I will not.' },
    { match: { contains: 'essay' }, text: 'word '.repeat(99) },
    { match: { contains: 'count' }, text: 'one two three four five six seven eight nine ten' },
  ],
};
const user = (content: string) => [{ role: 'user' as const, content }];

test('chat: tool calls, whole and streamed, and the answer to their results', async () => {
  await using simulator = await startSimulator({ profile });
  const { openai } = clientsOf(simulator);
  const tools = [{ type: 'function' as const, function: look }];
  const whole = await openai.chat.completions.create({ model: 'm', messages: user('weather?'), tools });
  const [choice] = whole.choices;
  expect(choice).toMatchObject({ finish_reason: 'tool_calls', message: { content: null } });
  const calls = choice?.message.tool_calls ?? [];
  expect(calls.map((call) => call.type === 'function' && call.function.arguments)[0]).toBe('{"name":"Oslo","age":20}');

  const stream = openai.chat.completions.stream({ model: 'm', messages: user('weather?'), tools });
  const streamed = await stream.finalChatCompletion();
  const names = streamed.choices[0]?.message.tool_calls?.map((call) => call.type === 'function' && call.function.name);
  expect(names).toEqual(['look_up', 'look_up']);
  expect(streamed.choices[0]?.finish_reason).toBe('tool_calls');

  const messages: OpenAI.ChatCompletionMessageParam[] = [
    ...user('weather?'),
    { role: 'assistant', content: null, tool_calls: calls },
    ...calls.map((call) => ({ role: 'tool' as const, tool_call_id: call.id, content: 'rain' })),
  ];
  const answer = await openai.chat.completions.create({ model: 'm', messages, tools });
  expect(answer.choices[0]?.message.content).toBe('The tool said rain.');
});

test('chat: JSON schema, refusal, length, stop sequence, several choices', async () => {
  await using simulator = await startSimulator({ profile });
  const { openai } = clientsOf(simulator);
  const response_format = {
    type: 'json_schema' as const,
    json_schema: { name: 'person', strict: true, schema: person },
  };
  const parsed = await openai.chat.completions.parse({ model: 'm', messages: user('who?'), response_format });
  const value = parsed.choices[0]?.message.parsed as unknown as { name: string; age: number };
  expect(value.age).toBeGreaterThanOrEqual(18);
  expect(value.age).toBeLessThanOrEqual(30);
  expect(Object.keys(value)).toEqual(['name', 'age']);

  const refused = await openai.chat.completions.create({ model: 'm', messages: user('forbidden') });
  expect(refused.choices[0]?.message).toMatchObject({ content: null, refusal: 'I will not.' });
  const short = await openai.chat.completions.create({ model: 'm', messages: user('count'), max_completion_tokens: 3 });
  expect(short.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'one two' } });
  const stopped = await openai.chat.completions.create({
    model: 'm',
    messages: user('count'),
    stop: ['five', ' three'],
  });
  expect(stopped.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: 'one two' } });
  const several = await openai.chat.completions.create({ model: 'm', messages: user('count'), n: 3 });
  expect(several.choices).toHaveLength(3);
});

test('chat and responses: cached tokens are inside the input, reasoning inside the output', async () => {
  await using simulator = await startSimulator({ profile });
  const { openai } = clientsOf(simulator);
  const chat = await openai.chat.completions.create({ model: 'm', messages: user('count') });
  // 2 tokens of text, 3 a message, 3 for the answer: 8; 12 tokens of answer and 100 of reasoning.
  expect(chat.usage).toMatchObject({
    prompt_tokens: 8,
    completion_tokens: 112,
    total_tokens: 120,
    prompt_tokens_details: { cached_tokens: 4 },
    completion_tokens_details: { reasoning_tokens: 100 },
  });
  const response = await openai.responses.create({ model: 'm', input: 'count' });
  expect(response.usage).toEqual({
    input_tokens: 8,
    input_tokens_details: { cached_tokens: 4 },
    output_tokens: 112,
    output_tokens_details: { reasoning_tokens: 100 },
    total_tokens: 120,
  });
});

test('responses: text, tools, schema and refusal, whole and through the stream helper', async () => {
  await using simulator = await startSimulator({ profile });
  const { openai } = clientsOf(simulator);
  const tools = [{ type: 'function' as const, ...look }];
  const format = { type: 'json_schema' as const, name: 'person', strict: true, schema: person };
  const cases: OpenAI.Responses.ResponseCreateParamsNonStreaming[] = [
    { model: 'm', input: 'count', instructions: 'be brief' },
    { model: 'm', input: 'weather', tools },
    { model: 'm', input: 'who', text: { format } },
    { model: 'm', input: 'forbidden' },
    { model: 'm', input: 'essay', max_output_tokens: 16 },
  ];
  for (const params of cases) {
    const whole = await openai.responses.create(params);
    const streamed = await openai.responses.stream({ ...params, stream: true }).finalResponse();
    expect(streamed.output_text).toBe(whole.output_text);
    expect(streamed.status).toBe(whole.status);
    expect(streamed.usage).toEqual(whole.usage);
    const shape = (items: OpenAI.Responses.ResponseOutputItem[]) =>
      items.map((item) => [
        item.type,
        item.type === 'function_call' ? item.arguments : item.type === 'message' && item.content[0]?.type,
      ]);
    expect(shape(streamed.output)).toEqual(shape(whole.output));
  }
  expect((await openai.responses.create({ model: 'm', input: 'count' })).output_text).toContain('ten');
  const cut = await openai.responses.create({ model: 'm', input: 'essay', max_output_tokens: 16 });
  expect(cut).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } });
  expect(cut.output_text).toBe('word '.repeat(13).trimEnd());
});

test('responses: the result of a function call is answered', async () => {
  await using simulator = await startSimulator({ profile });
  const { openai } = clientsOf(simulator);
  const answer = await openai.responses.create({
    model: 'm',
    input: [
      { role: 'user', content: 'weather' },
      { type: 'function_call', call_id: 'call_1', name: 'look_up', arguments: '{}' },
      { type: 'function_call_output', call_id: 'call_1', output: 'snow' },
    ],
  });
  expect(answer.output_text).toBe('The tool said snow.');
});

test('embeddings: unit vectors, near for like texts, base64 as the SDK asks', async () => {
  await using simulator = await startSimulator({ profile: { tokens: 'approximate' } });
  const { openai } = clientsOf(simulator);
  const input = ['the red house by the sea', 'a red house near the sea', 'quarterly tax report'];
  const { data, usage } = await openai.embeddings.create({ model: 'text-embedding-3-small', input, dimensions: 256 });
  expect(data.map((item) => item.embedding.length)).toEqual([256, 256, 256]);
  const cosine = (a = 0, b = 0) =>
    (data[a]?.embedding ?? []).reduce((sum, value, at) => sum + value * (data[b]?.embedding[at] ?? 0), 0);
  expect(cosine(0, 0)).toBeCloseTo(1, 5);
  expect(cosine(0, 1)).toBeGreaterThan(cosine(0, 2) + 0.3);
  expect(usage.total_tokens).toBe(17);
});

test('models: those the profile states; others are not found', async () => {
  await using simulator = await startSimulator({
    profile: { tokens: 'approximate', models: { 'gpt-5.4': {}, 'gpt-4*': {} } },
  });
  const { openai } = clientsOf(simulator);
  expect((await openai.models.list()).data.map((model) => model.id)).toEqual(['gpt-5.4']);
  await openai.chat.completions.create({ model: 'gpt-4.1', messages: user('x') });
  await expect(openai.chat.completions.create({ model: 'o9', messages: user('x') })).rejects.toMatchObject({
    status: 404,
    code: 'model_not_found',
  });
  await expect(openai.responses.create({ model: 'o9', input: 'x' })).rejects.toMatchObject({
    status: 400,
    code: 'model_not_found',
    param: 'model',
  });
});

const chatMistakes: readonly [string, object, object][] = [
  [
    'no model',
    { messages: user('x') },
    { status: 400, message: expect.stringContaining('you must provide a model parameter') },
  ],
  ['no messages', { model: 'm' }, { status: 400, param: 'messages', code: 'missing_required_parameter' }],
  ['empty messages', { model: 'm', messages: [] }, { status: 400, param: 'messages', code: 'empty_array' }],
  [
    'unknown role',
    { model: 'm', messages: [{ role: 'robot', content: 'x' }] },
    { status: 400, param: 'messages[0].role', code: 'invalid_value' },
  ],
  [
    'unknown parameter',
    { model: 'm', messages: user('x'), colour: 1 },
    { status: 400, param: 'colour', code: 'unknown_parameter' },
  ],
  [
    'temperature too high',
    { model: 'm', messages: user('x'), temperature: 3 },
    { status: 400, param: 'temperature', code: 'decimal_above_max_value' },
  ],
  [
    'text as a number',
    { model: 'm', messages: user('x'), max_tokens: '5' },
    { status: 400, param: 'max_tokens', code: 'invalid_type' },
  ],
  [
    'a part without type',
    { model: 'm', messages: [{ role: 'user', content: [{ text: 'x' }] }] },
    { status: 400, param: 'messages[0].content[0].type' },
  ],
  [
    'a stray tool result',
    { model: 'm', messages: [{ role: 'tool', tool_call_id: 'x', content: 'x' }] },
    { status: 400, param: 'messages[0].role' },
  ],
  [
    'an open strict schema',
    {
      model: 'm',
      messages: user('x'),
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'a', strict: true, schema: { type: 'object', properties: {} } },
      },
    },
    { status: 400, code: 'invalid_json_schema' },
  ],
  [
    'tool_choice without tools',
    { model: 'm', messages: user('x'), tool_choice: 'auto' },
    { status: 400, param: 'tool_choice' },
  ],
  [
    'stream_options without stream',
    { model: 'm', messages: user('x'), stream_options: { include_usage: true } },
    { status: 400, param: 'stream_options' },
  ],
  [
    'too many stops',
    { model: 'm', messages: user('x'), stop: ['1', '2', '3', '4', '5'] },
    { status: 400, param: 'stop' },
  ],
  [
    'a parameter that the model refuses',
    { model: 'strict', messages: user('x'), temperature: 1 },
    { status: 400, param: 'temperature', code: 'unsupported_parameter' },
  ],
  [
    'a prompt beyond the window',
    { model: 'small', messages: user('word '.repeat(200)) },
    { status: 400, code: 'context_length_exceeded' },
  ],
];

test.for(chatMistakes)('chat refuses %s as OpenAI does', async ([, body, expected]) => {
  const models = { strict: { refuses: ['temperature'] }, small: { context_window: 50 }, '*': {} };
  await using simulator = await startSimulator({ profile: { tokens: 'approximate', models } });
  const { openai } = clientsOf(simulator);
  await expect(openai.chat.completions.create(body as never)).rejects.toMatchObject(expected);
});

const responsesMistakes: readonly [string, object, object][] = [
  ['no input', { model: 'm' }, { status: 400, code: 'missing_required_parameter' }],
  [
    'a chat parameter',
    { model: 'm', input: 'x', messages: [] },
    { status: 400, param: 'messages', code: 'unknown_parameter' },
  ],
  [
    'a negative temperature',
    { model: 'm', input: 'x', temperature: -1 },
    { status: 400, param: 'temperature', code: 'decimal_below_min_value' },
  ],
  [
    'an open schema',
    {
      model: 'm',
      input: 'x',
      text: { format: { type: 'json_schema', name: 'a', schema: { type: 'object', properties: { a: {} } } } },
    },
    { status: 400, code: 'invalid_json_schema', param: 'text.format.schema' },
  ],
  [
    'a tool of the chat shape',
    { model: 'm', input: 'x', tools: [{ type: 'function', function: look }] },
    { status: 400, param: 'tools[0].name' },
  ],
  [
    'a result without its call',
    { model: 'm', input: [{ type: 'function_call_output', call_id: 'x', output: '' }] },
    { status: 400, param: 'input' },
  ],
];

test.for(responsesMistakes)('responses refuses %s as OpenAI does', async ([, body, expected]) => {
  await using simulator = await startSimulator({ profile: { tokens: 'approximate' } });
  const { openai } = clientsOf(simulator);
  await expect(openai.responses.create(body as never)).rejects.toMatchObject(expected);
});

test('refuses missing and wrong keys, broken JSON and unknown paths as OpenAI does', async () => {
  await using simulator = await startSimulator({ profile: { tokens: 'approximate', keys: ['sk-right'] } });
  const wrong = new OpenAI({ apiKey: 'sk-wrong-secret', baseURL: simulator.baseUrls.openai, maxRetries: 0 });
  const error = await wrong.chat.completions
    .create({ model: 'm', messages: user('x') })
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ status: 401, code: 'invalid_api_key' });
  expect(String(error)).not.toContain('secret');
  const post = (path: string, body: string, key?: string) =>
    fetch(simulator.url + path, {
      method: 'POST',
      body,
      headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    });
  expect((await post('/v1/chat/completions', '{}')).status).toBe(401);
  const broken = await post('/v1/chat/completions', '{"model":', 'sk-right');
  expect([broken.status, await broken.json()]).toMatchObject([
    400,
    { error: { type: 'invalid_request_error', message: expect.stringContaining('could not parse the JSON body') } },
  ]);
  const lost = await post('/v1/chat/complete', '{}', 'sk-right');
  expect([lost.status, await lost.json()]).toMatchObject([
    404,
    { error: { message: 'Invalid URL (POST /v1/chat/complete)' } },
  ]);
});
