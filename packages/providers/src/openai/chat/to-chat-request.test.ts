import type { ModelRequest } from '@sluice/core';
import { expect, test } from 'vitest';
import { gatewayNamed } from '../../compatible/find-gateway.ts';
import type { Target } from '../target.ts';
import { toChatRequest } from './to-chat-request.ts';

function target(name: string, model = 'm'): Target {
  const gateway = gatewayNamed(name);
  if (gateway === undefined) throw new Error(`no gateway ${name}`);
  return { provider: 'p', model, gateway };
}

function ask(more: Partial<ModelRequest>): ModelRequest {
  const messages = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'hi' }] }];
  return { messages, params: {}, origin: { run: 'r', step: 's', sample: 0 }, ...more };
}

const schema = { type: 'object', additionalProperties: false, required: ['a'], properties: { a: { type: 'string' } } };

test('the smallest request', () => {
  expect(toChatRequest(ask({}), target('openai'), false)).toEqual({
    model: 'm',
    messages: [{ role: 'user', content: 'hi' }],
  });
});

test('a stream asks for its usage where that must be asked for', () => {
  expect(toChatRequest(ask({}), target('openai'), true)).toMatchObject({
    stream: true,
    stream_options: { include_usage: true },
  });
  expect(toChatRequest(ask({}), target('mistral'), true)).toEqual({
    model: 'm',
    messages: [{ role: 'user', content: 'hi' }],
    stream: true,
  });
});

test('what differs between gateways', () => {
  const params = { maxTokens: 9, seed: 4, reasoning: { effort: 'low' as const } };
  const tools = [{ name: 't', parameters: { type: 'object' } }];
  const of = (name: string) => {
    const {
      model: _,
      messages: _said,
      tools: _tools,
      ...rest
    } = toChatRequest(ask({ params, tools, toolChoice: 'required' }), target(name), false);
    return rest;
  };
  expect({
    openai: of('openai'),
    openrouter: of('openrouter'),
    mistral: of('mistral'),
    deepseek: of('deepseek'),
    vllm: of('vllm'),
  }).toMatchInlineSnapshot(`
    {
      "deepseek": {
        "max_tokens": 9,
        "thinking": {
          "type": "enabled",
        },
        "tool_choice": "required",
      },
      "mistral": {
        "max_tokens": 9,
        "random_seed": 4,
        "reasoning_effort": "low",
        "tool_choice": "any",
      },
      "openai": {
        "max_completion_tokens": 9,
        "reasoning_effort": "low",
        "seed": 4,
        "tool_choice": "required",
      },
      "openrouter": {
        "max_tokens": 9,
        "reasoning": {
          "effort": "low",
        },
        "seed": 4,
        "tool_choice": "required",
        "usage": {
          "include": true,
        },
      },
      "vllm": {
        "max_tokens": 9,
        "reasoning_effort": "low",
        "seed": 4,
        "tool_choice": "required",
      },
    }
  `);
});

test('a schema is strict only where strict mode takes it', () => {
  const format = (given: object) =>
    toChatRequest(ask({ output: { name: 'my answer!', schema: given as never } }), target('openai'), false)[
      'response_format'
    ];
  expect(format(schema)).toMatchObject({
    type: 'json_schema',
    json_schema: { name: 'my_answer_', strict: true, schema },
  });
  expect(format({ type: 'object', properties: { a: {} } })).toMatchObject({ json_schema: { strict: false } });
});

test('a gateway that knows only JSON mode gets the schema in the system message', () => {
  const request = ask({ output: { name: 'a', schema } });
  const body = toChatRequest(request, target('deepseek'), false);
  expect(body['response_format']).toEqual({ type: 'json_object' });
  expect(JSON.stringify(body['messages'])).toContain('JSON Schema');
  const system = { role: 'system' as const, content: [{ type: 'text' as const, text: 'Be brief.' }] };
  const both = toChatRequest({ ...request, messages: [system, ...request.messages] }, target('deepseek'), false)[
    'messages'
  ];
  expect(both).toMatchObject([
    { role: 'system', content: expect.stringMatching(/^Be brief\.\n\n.*JSON/) },
    { role: 'user' },
  ]);
});

test('images, files and audio', () => {
  const bytes = (mediaType: string) => ({ kind: 'base64' as const, mediaType, data: 'AAAA' });
  const content = [
    { type: 'text' as const, text: 'see' },
    { type: 'image' as const, source: { kind: 'url' as const, url: 'https://example.test/a.png' } },
    { type: 'file' as const, source: bytes('application/pdf') },
    { type: 'file' as const, source: bytes('audio/mpeg') },
  ];
  expect(
    toChatRequest(ask({ messages: [{ role: 'user', content }] }), target('openai'), false)['messages'],
  ).toMatchInlineSnapshot(`
    [
      {
        "content": [
          {
            "text": "see",
            "type": "text",
          },
          {
            "image_url": {
              "url": "https://example.test/a.png",
            },
            "type": "image_url",
          },
          {
            "file": {
              "file_data": "data:application/pdf;base64,AAAA",
              "filename": "file.pdf",
            },
            "type": "file",
          },
          {
            "input_audio": {
              "data": "AAAA",
              "format": "mp3",
            },
            "type": "input_audio",
          },
        ],
        "role": "user",
      },
    ]
  `);
  const documents = ask({ messages: [{ role: 'user', content: content.slice(2, 3) }] });
  expect(JSON.stringify(toChatRequest(documents, target('mistral'), false)['messages'])).toContain('document_url');
});

test('cache marks are passed on where Anthropic may stand behind it, and left out elsewhere', () => {
  const messages = [
    { role: 'user' as const, content: [{ type: 'text' as const, text: 'long' }], cache: { ttl: '1h' as const } },
  ];
  expect(toChatRequest(ask({ messages }), target('openrouter'), false)['messages']).toEqual([
    { role: 'user', content: [{ type: 'text', text: 'long', cache_control: { type: 'ephemeral', ttl: '1h' } }] },
  ]);
  expect(toChatRequest(ask({ messages }), target('openai'), false)['messages']).toEqual([
    { role: 'user', content: 'long' },
  ]);
});

test('state goes back to the provider that gave it, in the fields that its row names', () => {
  const state = {
    message: { reasoning_content: 'hm', audio: { id: 'x' } },
    toolCalls: { c: { extra_content: { google: 1 } } },
  };
  const content = [
    { type: 'provider' as const, provider: 'p', value: state },
    { type: 'provider' as const, provider: 'other', value: { message: { reasoning_content: 'theirs' } } },
    { type: 'tool-call' as const, id: 'c', name: 't', arguments: '{}' },
  ];
  const request = ask({ messages: [{ role: 'assistant', content }] });
  expect(toChatRequest(request, target('deepseek'), false)['messages']).toEqual([
    {
      role: 'assistant',
      content: null,
      reasoning_content: 'hm',
      tool_calls: [
        { extra_content: { google: 1 }, id: 'c', type: 'function', function: { name: 't', arguments: '{}' } },
      ],
    },
  ]);
  expect(JSON.stringify(toChatRequest(request, target('openai'), false))).not.toContain('hm');
});

test('extra comes last', () => {
  const params = { temperature: 0, extra: { temperature: 2, top_logprobs: 3 } };
  expect(toChatRequest(ask({ params }), target('openai'), false)).toMatchObject({ temperature: 2, top_logprobs: 3 });
});
