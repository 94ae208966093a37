import type OpenAI from 'openai';
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
