import OpenAI from 'openai';
import { expect, test } from 'vitest';
import { startSimulator } from '../start-simulator.ts';
import { clientsOf } from '../tests/clients.ts';

const look = { name: 'look_up', parameters: { type: 'object', properties: {} } };
const user = (content: string) => [{ role: 'user' as const, content }];

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
