import type { ModelRequest } from '@sluice/core';
import { expect, test } from 'vitest';
import { toRequest } from './to-request.ts';
import { unsupported } from './unsupported.ts';

const origin = { run: 'run', step: 'step', sample: 0 };
const target = { model: 'claude-opus-5-5', version: '2026-10-21', stream: false };
const hello: ModelRequest = {
  messages: [{ role: 'user', content: [{ type: 'text', text: 'hello' }] }],
  params: {},
  origin,
};

test('a conversation with tools, pictures, documents and cache marks', () => {
  const request: ModelRequest = {
    ...hello,
    messages: [
      { role: 'system', content: [{ type: 'text', text: 'Be brief.' }], cache: { ttl: '1h' } },
      {
        role: 'user',
        content: [
          { type: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'aGk=' } },
          { type: 'file', source: { kind: 'url', url: 'https://example.com/a.pdf' }, filename: 'a.pdf' },
          { type: 'file', source: { kind: 'base64', mediaType: 'text/plain', data: 'aGk=' } },
          { type: 'text', text: 'What is this?' },
        ],
        cache: {},
      },
      {
        role: 'assistant',
        content: [
          { type: 'provider', provider: 'anthropic', value: { type: 'thinking', thinking: 'hm', signature: 's' } },
          { type: 'provider', provider: 'google', value: { thoughtSignature: 'x' } },
          { type: 'tool-call', id: 't1', name: 'add', arguments: '{"a":1}' },
        ],
      },
      { role: 'tool', content: [{ type: 'tool-result', id: 't1', name: 'add', output: { sum: 2 } }] },
      { role: 'tool', content: [{ type: 'tool-result', id: 't2', name: 'add', output: 'no', isError: true }] },
    ],
    tools: [
      { name: 'add', description: 'Adds.', parameters: { type: 'object', properties: { a: { type: 'number' } } } },
    ],
    toolChoice: { name: 'add' },
  };
  expect(toRequest(request, target)).toMatchInlineSnapshot(`
    {
      "max_tokens": 16384,
      "messages": [
        {
          "content": [
            {
              "source": {
                "data": "aGk=",
                "media_type": "image/png",
                "type": "base64",
              },
              "type": "image",
            },
            {
              "source": {
                "type": "url",
                "url": "https://example.com/a.pdf",
              },
              "title": "a.pdf",
              "type": "document",
            },
            {
              "source": {
                "data": "hi",
                "media_type": "text/plain",
                "type": "text",
              },
              "type": "document",
            },
            {
              "cache_control": {
                "type": "ephemeral",
              },
              "text": "What is this?",
              "type": "text",
            },
          ],
          "role": "user",
        },
        {
          "content": [
            {
              "signature": "s",
              "thinking": "hm",
              "type": "thinking",
            },
            {
              "id": "t1",
              "input": {
                "a": 1,
              },
              "name": "add",
              "type": "tool_use",
            },
          ],
          "role": "assistant",
        },
        {
          "content": [
            {
              "content": "{"sum":2}",
              "tool_use_id": "t1",
              "type": "tool_result",
            },
            {
              "content": "no",
              "is_error": true,
              "tool_use_id": "t2",
              "type": "tool_result",
            },
          ],
          "role": "user",
        },
      ],
      "model": "claude-opus-5-5",
      "system": [
        {
          "cache_control": {
            "ttl": "1h",
            "type": "ephemeral",
          },
          "text": "Be brief.",
          "type": "text",
        },
      ],
      "tool_choice": {
        "name": "add",
        "type": "tool",
      },
      "tools": [
        {
          "description": "Adds.",
          "input_schema": {
            "properties": {
              "a": {
                "type": "number",
              },
            },
            "type": "object",
          },
          "name": "add",
        },
      ],
    }
  `);
});

test('reasoning: effort thinks adaptively, a budget is on top of the answer, none switches it off', () => {
  const withReasoning = (reasoning: NonNullable<ModelRequest['params']['reasoning']>): unknown => {
    const { max_tokens, thinking, output_config } = toRequest({ ...hello, params: { reasoning } }, target);
    return { max_tokens, thinking, output_config };
  };
  expect(withReasoning({ effort: 'high' })).toEqual({
    max_tokens: 16_384,
    thinking: { type: 'adaptive' },
    output_config: { effort: 'high' },
  });
  expect(withReasoning({ budgetTokens: 2000 })).toMatchObject({
    max_tokens: 18_384,
    thinking: { type: 'enabled', budget_tokens: 2000 },
  });
  expect(withReasoning({ effort: 'none' })).toMatchObject({ thinking: { type: 'disabled' } });
});

test('a later system message stays in its place, and before 2026-10-21 leads', () => {
  const request: ModelRequest = {
    ...hello,
    messages: [...hello.messages, { role: 'system', content: [{ type: 'text', text: 'Now in French.' }] }],
  };
  expect(toRequest(request, target)).toMatchObject({ messages: [{ role: 'user' }, { role: 'system' }] });
  const before = toRequest(request, { ...target, version: '2023-06-01' });
  expect(before).toMatchObject({ system: [{ text: 'Now in French.' }], messages: [{ role: 'user' }] });
});

test('arguments that are no object are refused before the call', () => {
  const content = [{ type: 'tool-call' as const, id: 't1', name: 'add', arguments: '{"a":' }];
  expect(() => toRequest({ ...hello, messages: [{ role: 'assistant', content }] }, target)).toThrow(
    expect.objectContaining({ failure: expect.objectContaining({ type: 'invalid_request' }) }),
  );
});

test('extra goes as it is, after everything else', () => {
  const request = { ...hello, params: { maxTokens: 5, extra: { max_tokens: 7, speed: 'fast' } } };
  expect(toRequest(request, target)).toMatchObject({ max_tokens: 7, speed: 'fast' });
});

test.each<[string, ModelRequest['params'], readonly string[]]>([
  ['claude-opus-5-5', { seed: 1 }, ['seed']],
  ['claude-opus-5-5', { serviceTier: 'flex' }, ['serviceTier']],
  ['claude-opus-5-5', { metadata: { user_id: 'u', team: 't' } }, ['metadata']],
  ['claude-opus-5-5', { metadata: { user_id: 'u' }, stop: ['x'], maxTokens: 1 }, []],
  ['claude-opus-5-5', { reasoning: { effort: 'minimal' } }, ['reasoning']],
  ['claude-opus-5-5', { reasoning: { budgetTokens: 4000 }, maxTokens: 4000 }, ['reasoning']],
  ['claude-haiku-4-5', { reasoning: { effort: 'low' } }, ['reasoning']],
  ['claude-haiku-4-5', { reasoning: { budgetTokens: 2000 } }, []],
  ['claude-3-5-haiku-latest', { reasoning: { budgetTokens: 2000 } }, ['reasoning']],
])('%s with %j does not take %j', (model, params, names) => {
  expect(unsupported({ ...hello, params }, model, '2026-10-21').map(({ name }) => name)).toEqual(names);
});

test.each([
  ['claude-3-5-sonnet-20240620', false],
  ['claude-sonnet-4-20250514', false],
  ['claude-opus-4-1-20250805', true],
  ['claude-sonnet-4-5', true],
  ['claude-fable-5-2', true],
  ['claude-next', true],
])('%s takes a JSON schema: %s', (model, takes) => {
  const request = { ...hello, output: { name: 'answer', schema: { type: 'object' } } };
  expect(unsupported(request, model, '2026-10-21').some(({ name }) => name === 'output')).toBe(!takes);
});
