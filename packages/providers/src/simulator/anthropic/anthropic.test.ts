import type Anthropic from '@anthropic-ai/sdk';
import { expect, test } from 'vitest';
import { startSimulator } from '../start-simulator.ts';
import { clientsOf } from '../tests/clients.ts';

const input_schema = {
  type: 'object' as const,
  properties: { city: { type: 'string', enum: ['Oslo', 'Rome'] } },
  required: ['city'],
  additionalProperties: false,
};
const tools = [{ name: 'weather', description: 'The weather', input_schema }];
const profile = {
  tokens: 'approximate',
  models: { 'claude-think': { reasoning_tokens: 100, cached_share: 0.5 }, '*': {} },
  answers: [
    { when: { after_tool: true }, text: 'It is {{tool_result}}.' },
    { match: { contains: 'weather' }, tool_calls: [{ name: 'weather', arguments: { city: 'Oslo' } }] },
    { match: { contains: 'forbidden' }, refusal: 'I will not.' },
    { match: { contains: 'count' }, text: 'one two three four five six seven eight nine ten' },
  ],
};
const ask = (content: string, more: object = {}): Anthropic.MessageCreateParamsNonStreaming => ({
  model: 'claude-sonnet-5',
  max_tokens: 100,
  messages: [{ role: 'user', content }],
  ...more,
});

test('tool use, whole and streamed, and the answer to its result', async () => {
  await using simulator = await startSimulator({ profile });
  const { anthropic } = clientsOf(simulator);
  const whole = await anthropic.messages.create(ask('weather', { tools }));
  const use = whole.content.find((block) => block.type === 'tool_use');
  expect(whole.stop_reason).toBe('tool_use');
  expect(use).toMatchObject({ name: 'weather', input: { city: 'Oslo' }, id: expect.stringMatching(/^toolu_01/u) });
  const streamed = await anthropic.messages.stream(ask('weather', { tools })).finalMessage();
  expect(streamed.content).toMatchObject([{ type: 'tool_use', name: 'weather', input: { city: 'Oslo' } }]);
  const answer = await anthropic.messages.create(
    ask('', {
      tools,
      messages: [
        { role: 'user', content: 'weather' },
        { role: 'assistant', content: whole.content },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: use?.id, content: 'sunny' }] },
      ],
    }),
  );
  expect(answer.content).toMatchObject([{ type: 'text', text: 'It is sunny.' }]);
});

test('a forced tool is called with arguments of its schema', async () => {
  await using simulator = await startSimulator({ profile });
  const { anthropic } = clientsOf(simulator);
  const answer = await anthropic.messages.create(
    ask('hello', { tools, tool_choice: { type: 'tool', name: 'weather' } }),
  );
  const [use] = answer.content;
  expect(use?.type === 'tool_use' && ['Oslo', 'Rome'].includes((use.input as { city: string }).city)).toBe(true);
});

test('JSON schema output, refusal, length, stop sequence', async () => {
  await using simulator = await startSimulator({ profile });
  const { anthropic } = clientsOf(simulator);
  const textOf = (message: Anthropic.Message) =>
    message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  const output_config = { format: { type: 'json_schema', schema: input_schema } };
  const typed = await anthropic.messages.create(ask('hello', { output_config }));
  expect(JSON.parse(textOf(typed))).toEqual({ city: expect.stringMatching(/^(Oslo|Rome)$/u) });
  const refused = await anthropic.messages.create(ask('forbidden'));
  expect(refused).toMatchObject({
    stop_reason: 'refusal',
    stop_details: { type: 'refusal', category: 'general_harms' },
  });
  const cut = await anthropic.messages.create(ask('count', { max_tokens: 3 }));
  expect([cut.stop_reason, textOf(cut)]).toEqual(['max_tokens', 'one two']);
  const stopped = await anthropic.messages.create(ask('count', { stop_sequences: [' three'] }));
  expect([stopped.stop_reason, stopped.stop_sequence, textOf(stopped)]).toEqual(['stop_sequence', ' three', 'one two']);
});

test('cached tokens are outside the input, thinking inside the output; a stream says the same in its last delta', async () => {
  await using simulator = await startSimulator({ profile });
  const { anthropic } = clientsOf(simulator);
  const params = ask('count', { model: 'claude-think', thinking: { type: 'adaptive' }, max_tokens: 2000 });
  const whole = await anthropic.messages.create(params);
  expect(whole.content.map((block) => block.type)).toEqual(['thinking', 'text']);
  expect(whole.usage).toMatchObject({
    input_tokens: 4,
    cache_read_input_tokens: 4,
    output_tokens: 112,
    output_tokens_details: { thinking_tokens: 100 },
  });
  let last: unknown;
  for await (const event of await anthropic.messages.create({ ...params, stream: true }))
    if (event.type === 'message_delta') last = event.usage;
  expect(last).toMatchObject({ input_tokens: 4, cache_read_input_tokens: 4, output_tokens: 112 });
});

test('version 2026-10-21 refuses sampling parameters and takes system messages; 2023-06-01 the other way round', async () => {
  await using simulator = await startSimulator({ profile });
  const now = clientsOf(simulator).anthropic;
  const before = clientsOf(simulator, '2023-06-01').anthropic;
  for (const more of [{ temperature: 0 }, { top_p: 0.5 }, { top_k: 5 }]) {
    const name = Object.keys(more)[0];
    const refusal = {
      status: 400,
      error: { error: { type: 'invalid_request_error', message: `${name}: Extra inputs are not permitted` } },
    };
    await expect(now.messages.create(ask('count', more))).rejects.toMatchObject(refusal);
    await expect(before.messages.create(ask('count', more))).resolves.toMatchObject({ stop_reason: 'end_turn' });
  }
  const messages = [
    { role: 'system', content: 'be brief' },
    { role: 'user', content: 'count' },
  ];
  await expect(now.messages.create(ask('', { messages }))).resolves.toMatchObject({ stop_reason: 'end_turn' });
  await expect(before.messages.create(ask('', { messages }))).rejects.toMatchObject({ status: 400 });
  const sent = simulator.requests(1)[0]?.headers;
  expect(sent).toMatchObject({ 'anthropic-version': '2023-06-01' });
  expect(JSON.stringify(sent)).not.toContain('sk-simulated');
});

test('counts tokens as the answer then reports them', async () => {
  await using simulator = await startSimulator({ profile: { ...profile, tokens: 'exact' } });
  const { anthropic } = clientsOf(simulator);
  const { max_tokens: _most, ...counted } = ask('please count to ten', { system: 'You are brief.', tools });
  const { input_tokens } = await anthropic.messages.countTokens(counted);
  expect((await anthropic.messages.create({ ...counted, max_tokens: 100 })).usage.input_tokens).toBe(input_tokens);
});

const mistakes: readonly [string, object, string][] = [
  ['no max_tokens', { max_tokens: undefined }, 'max_tokens: Field required'],
  ['no model', { model: undefined }, 'model: Field required'],
  ['no messages', { messages: undefined }, 'messages: Field required'],
  ['empty messages', { messages: [] }, 'messages: at least one message is required'],
  [
    'an unknown role',
    { messages: [{ role: 'tool', content: 'x' }] },
    'messages: Unexpected role "tool". Allowed roles are "user" or "assistant".',
  ],
  [
    'empty text',
    { messages: [{ role: 'user', content: [{ type: 'text', text: '' }] }] },
    'messages: text content blocks must be non-empty',
  ],
  ['an unknown parameter', { seed: 1 }, 'seed: Extra inputs are not permitted'],
  [
    'an unknown block',
    { messages: [{ role: 'user', content: [{ type: 'video' }] }] },
    "messages.0.content.0: Input tag 'video' found using 'type' does not match any of the expected tags",
  ],
  ['a tool without schema', { tools: [{ name: 'a' }] }, 'tools.0.custom.input_schema: Field required'],
  [
    'a tool choice without tools',
    { tool_choice: { type: 'any' } },
    'tool_choice may only be specified while providing tools.',
  ],
  [
    'an open output schema',
    { output_config: { format: { type: 'json_schema', schema: { type: 'object' } } } },
    "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false",
  ],
  [
    'a thinking budget above max_tokens',
    { thinking: { type: 'enabled', budget_tokens: 2000 } },
    '`max_tokens` must be greater than `thinking.budget_tokens`.',
  ],
];

test.for(mistakes)('refuses %s as Anthropic does', async ([, more, message]) => {
  await using simulator = await startSimulator({ profile });
  const { anthropic } = clientsOf(simulator);
  const refusal = {
    status: 400,
    error: {
      type: 'error',
      error: { type: 'invalid_request_error', message },
      request_id: expect.stringMatching(/^req_011C/u),
    },
  };
  await expect(anthropic.messages.create(ask('x', more))).rejects.toMatchObject(refusal);
});

test('a tool call must be answered in the next message', async () => {
  await using simulator = await startSimulator({ profile });
  const { anthropic } = clientsOf(simulator);
  const use = { type: 'tool_use', id: 'toolu_1', name: 'weather', input: {} };
  const messages = [
    { role: 'user', content: 'a' },
    { role: 'assistant', content: [use] },
    { role: 'user', content: 'b' },
  ];
  await expect(anthropic.messages.create(ask('', { messages, tools }))).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('toolu_1'),
  });
});
