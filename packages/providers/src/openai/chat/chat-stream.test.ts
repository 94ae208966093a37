import type { JsonObject } from '@sluice/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chatStream } from './chat-stream.ts';

function bodyOf(chunks: readonly object[]): JsonObject {
  const stream = chatStream();
  for (const chunk of chunks) stream.add(chunk as JsonObject);
  return stream.body();
}

function delta(content: object, more: object = {}): object {
  return { choices: [{ index: 0, delta: content, ...more }] };
}

function messageOf(chunks: readonly object[]): JsonObject {
  const { choices } = bodyOf(chunks);
  const [choice] = choices as readonly JsonObject[];
  return choice?.['message'] as JsonObject;
}

const call = fc.record({
  id: fc.uuid(),
  name: fc.string({ minLength: 1 }),
  pieces: fc.array(fc.string(), { minLength: 1, maxLength: 5 }),
});

test('text and tool calls in any pieces come together whole', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(call, { maxLength: 4 }), (texts, calls) => {
      const chunks = [
        delta({ role: 'assistant', content: '' }),
        ...texts.map((content) => delta({ content })),
        ...calls.flatMap(({ id, name, pieces }, index) => [
          delta({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] }),
          ...pieces.map((piece) => delta({ tool_calls: [{ index, function: { arguments: piece } }] })),
        ]),
        delta({}, { finish_reason: 'stop' }),
      ];
      const message = messageOf(chunks);
      expect(message['content']).toBe(texts.join(''));
      expect(message['tool_calls'] ?? []).toEqual(
        calls.map(({ id, name, pieces }) => ({ id, type: 'function', function: { name, arguments: pieces.join('') } })),
      );
    }),
  );
});

test('interleaved calls are told apart by their index', () => {
  const piece = (index: number, more: object) => delta({ tool_calls: [{ index, ...more }] });
  const message = messageOf([
    piece(0, { id: 'a', function: { name: 'f', arguments: '' } }),
    piece(1, { id: 'b', function: { name: 'g', arguments: '' } }),
    piece(0, { function: { arguments: '{"x"' } }),
    piece(1, { function: { arguments: '{}' } }),
    piece(0, { function: { arguments: ':1}' } }),
  ]);
  expect(message['tool_calls']).toMatchObject([
    { function: { arguments: '{"x":1}' } },
    { function: { arguments: '{}' } },
  ]);
});

test('calls that all have index 0, or none, are told apart by id', () => {
  for (const index of [{ index: 0 }, {}]) {
    const whole = (id: string) =>
      delta({ tool_calls: [{ ...index, id, function: { name: 'f', arguments: `{"id":"${id}"}` } }] });
    expect(messageOf([whole('a'), whole('b')])['tool_calls']).toMatchObject([{ id: 'a' }, { id: 'b' }]);
  }
});

test('an id that is repeated with every piece begins nothing new', () => {
  const piece = (text: string) =>
    delta({ tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: text } }] });
  expect(messageOf([piece('{"x"'), piece(':1}')])['tool_calls']).toEqual([
    { id: 'a', function: { name: 'f', arguments: '{"x":1}' } },
  ]);
});

test('only a finish_reason ends a stream; usage after it is taken, the last one holds', () => {
  const stream = chatStream();
  stream.add(delta({ content: 'a' }) as JsonObject);
  expect([stream.started, stream.finished]).toEqual([true, false]);
  stream.add({ ...delta({}, { finish_reason: 'stop' }), usage: { total_tokens: 1 } } as JsonObject);
  stream.add({ choices: [], usage: { total_tokens: 9 } });
  expect([stream.finished, stream.body()['usage']]).toEqual([true, { total_tokens: 9 }]);
});

test('a role alone is no token yet', () => {
  const stream = chatStream();
  stream.add(delta({ role: 'assistant', content: '' }) as JsonObject);
  expect(stream.started).toBe(false);
});

test('other choices do not mix into the first', () => {
  const chunk = (index: number, content: string) => ({ choices: [{ index, delta: { content } }] });
  const stream = chatStream();
  const visible = [chunk(0, 'a'), chunk(1, 'x'), chunk(0, 'b')].map((each) => stream.add(each));
  expect(visible).toEqual(['a', '', 'b']);
  expect(stream.body()['choices']).toMatchObject([{ message: { content: 'ab' } }, { message: { content: 'x' } }]);
});

test('lists of parts (Mistral) grow, and texts may turn into them', () => {
  const thinking = { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] };
  const stream = chatStream();
  expect(stream.add(delta({ content: [thinking] }) as JsonObject)).toBe('');
  expect(stream.add(delta({ content: 'so' }) as JsonObject)).toBe('so');
  expect(stream.body()['choices']).toMatchObject([{ message: { content: [thinking, { type: 'text', text: 'so' }] } }]);
});

test('nothing but JSON objects is read', () => {
  const stream = chatStream();
  expect([null, 3, 'x', [], {}].map((chunk) => stream.add(chunk))).toEqual(['', '', '', '', '']);
  expect(stream.finished).toBe(false);
});
