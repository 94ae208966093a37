import { expect, test } from 'vitest';
import { streamReader } from './read-stream.ts';
import { toResponse } from './to-response.ts';
import { toMessage } from './wire.ts';

test.each([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_use', 'tool_calls'],
  ['refusal', 'refusal'],
  ['pause_turn', 'other'],
  ['something_new', 'other'],
])('%s is %s', (word, ours) => {
  const response = toResponse(toMessage({ content: [], stop_reason: word }), 'claude');
  expect(response.finish).toBe(ours);
  expect(response.rawFinish).toBe(word);
});

test('a refusal says why', () => {
  const body = {
    content: [],
    stop_reason: 'refusal',
    stop_details: { type: 'refusal', category: 'cyber', explanation: 'not this' },
  };
  expect(toResponse(toMessage(body), 'claude').refusal).toBe('cyber: not this');
});

test('thinking, its signature and redacted thinking stay in the turn, and out of the text', () => {
  const content = [
    { type: 'thinking', thinking: 'hm', signature: 'sig' },
    { type: 'redacted_thinking', data: 'xyz' },
    { type: 'text', text: 'yes' },
    { type: 'tool_use', id: 't1', name: 'add', input: { a: 1 } },
  ];
  const response = toResponse(toMessage({ content, stop_reason: 'tool_use' }), 'claude');
  expect(response.text).toBe('yes');
  expect(response.reasoningText).toBe('hm');
  expect(response.turn).toEqual([
    { type: 'provider', provider: 'anthropic', value: content[0] },
    { type: 'provider', provider: 'anthropic', value: content[1] },
    { type: 'text', text: 'yes' },
    { type: 'tool-call', id: 't1', name: 'add', arguments: '{"a":1}' },
  ]);
});

test('counters of message_delta overwrite, and iterations of other models are sub-calls', () => {
  const reader = streamReader();
  const usage = { input_tokens: 10, output_tokens: 1, cache_creation_input_tokens: 5 };
  reader.read({
    type: 'message_start',
    message: { model: 'claude-a', usage: { ...usage, cache_creation: { ephemeral_5m_input_tokens: 5 } } },
  });
  const iterations = [
    { type: 'message', input_tokens: 30, output_tokens: 8, cache_creation_input_tokens: 7 },
    { type: 'advisor_message', model: 'claude-b', input_tokens: 100, output_tokens: 9 },
    { type: 'compaction', input_tokens: 1000, output_tokens: 50 },
  ];
  const last = { input_tokens: 30, output_tokens: 8, cache_creation_input_tokens: 7, service_tier: null, iterations };
  reader.read({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: last });
  expect(reader.ended()).toBe(false);
  reader.read({ type: 'message_stop' });
  expect(reader.ended()).toBe(true);
  const response = toResponse(reader.message(), 'claude-a');
  expect(response.usage).toMatchObject({ input: 30, output: 8, cacheWrite5m: 5, cacheWrite: 2, anomalies: [] });
  expect(response.usage.sub.map(({ model, usage: { input, output } }) => ({ model, input, output }))).toEqual([
    { model: 'claude-b', input: 100, output: 9 },
    { model: 'claude-a', input: 1000, output: 50 },
  ]);
});
