import type { JsonObject, ModelRequest } from '@sluice/core';
import { expect, test } from 'vitest';
import { gatewayNamed } from '../../compatible/find-gateway.ts';
import type { Target } from '../target.ts';
import { responsesWire } from './responses-wire.ts';

function target(name = 'openai', model = 'gpt-5.4'): Target {
  const gateway = gatewayNamed(name);
  if (gateway === undefined) throw new Error(`no gateway ${name}`);
  return { provider: 'p', model, gateway };
}

function ask(more: Partial<ModelRequest>): ModelRequest {
  return { messages: [], params: {}, origin: { run: 'r', step: 's', sample: 0 }, ...more };
}

function text(role: 'system' | 'user' | 'assistant', said: string) {
  return { role, content: [{ type: 'text' as const, text: said }] };
}

const reasoning = {
  id: 'rs_1',
  type: 'reasoning',
  summary: [{ type: 'summary_text', text: 'hm' }],
  encrypted_content: 'gAAA',
};
const said = { id: 'msg_1', type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Oslo' }] };
const called = { id: 'fc_1', type: 'function_call', call_id: 'call_1', name: 'weather', arguments: '{"city":"Oslo"}' };

test('nothing is stored, and encrypted reasoning is asked of models that reason', () => {
  const of = (model: string, gateway?: string) => responsesWire.toRequest(ask({}), target(gateway, model), false);
  expect(of('gpt-5.4')).toEqual({
    model: 'gpt-5.4',
    input: [],
    store: false,
    include: ['reasoning.encrypted_content'],
  });
  expect(of('gpt-4o')).toEqual({ model: 'gpt-4o', input: [], store: false });
  expect(of('grok-4', 'xai')).not.toHaveProperty('include');
});

test('a conversation with everything', () => {
  const pdf = { kind: 'base64' as const, mediaType: 'application/pdf', data: 'AAAA' };
  const request = ask({
    messages: [
      text('system', 'Be brief.'),
      text('system', 'Be kind.'),
      {
        role: 'user',
        content: [
          { type: 'text', text: 'see' },
          { type: 'image', source: { kind: 'url', url: 'https://example.test/a.png' } },
          { type: 'file', source: pdf },
          { type: 'file', source: { kind: 'url', url: 'https://example.test/a.pdf' } },
        ],
      },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'I look' },
          { type: 'tool-call', id: 'c', name: 't', arguments: '{}' },
        ],
      },
      { role: 'tool', content: [{ type: 'tool-result', id: 'c', name: 't', output: { ok: true } }] },
      text('system', 'Now answer.'),
    ],
  });
  const { instructions, input } = responsesWire.toRequest(request, target(), false);
  expect(instructions).toBe('Be brief.\n\nBe kind.');
  expect(input).toMatchInlineSnapshot(`
    [
      {
        "content": [
          {
            "text": "see",
            "type": "input_text",
          },
          {
            "detail": "auto",
            "image_url": "https://example.test/a.png",
            "type": "input_image",
          },
          {
            "file_data": "data:application/pdf;base64,AAAA",
            "filename": "file.pdf",
            "type": "input_file",
          },
          {
            "file_url": "https://example.test/a.pdf",
            "type": "input_file",
          },
        ],
        "role": "user",
      },
      {
        "content": "I look",
        "role": "assistant",
      },
      {
        "arguments": "{}",
        "call_id": "c",
        "name": "t",
        "type": "function_call",
      },
      {
        "call_id": "c",
        "output": "{"ok":true}",
        "type": "function_call_output",
      },
      {
        "content": "Now answer.",
        "role": "system",
      },
    ]
  `);
});

test('reasoning stands before what it led to, here and when it is sent back', () => {
  const body = { status: 'completed', output: [reasoning, said, called] };
  const response = responsesWire.toResponse(body, target());
  expect(response).toMatchObject({
    text: 'Oslo',
    finish: 'tool_calls',
    reasoningText: 'hm',
    toolCalls: [{ id: 'call_1' }],
  });
  const back = responsesWire.toRequest(
    ask({ messages: [{ role: 'assistant', content: response.turn }] }),
    target(),
    false,
  );
  const { id: _message, ...message } = said;
  const { id: _call, ...call } = called;
  // Only reasoning keeps its id: nothing else can be looked up where nothing is stored.
  expect(back['input']).toEqual([reasoning, message, call]);
  const elsewhere = responsesWire.toRequest(
    ask({ messages: [{ role: 'assistant', content: response.turn }] }),
    { ...target(), provider: 'q' },
    false,
  );
  expect(elsewhere['input']).toEqual([{ role: 'assistant', content: 'Oslo' }, call]);
});

test.for([
  [{ status: 'completed', output: [said] }, 'stop', 'completed'],
  [
    { status: 'completed', output: [{ type: 'message', content: [{ type: 'refusal', refusal: 'no' }] }] },
    'refusal',
    'completed',
  ],
  [
    { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' }, output: [said] },
    'length',
    'max_output_tokens',
  ],
  [
    { status: 'incomplete', incomplete_details: { reason: 'content_filter' }, output: [] },
    'content_filter',
    'content_filter',
  ],
  [{ status: 'queued', output: [] }, 'other', 'queued'],
  [{ output: [said] }, 'stop', undefined],
] as const)('%o ends with %s', ([body, finish, word]) => {
  const response = responsesWire.toResponse(body as never, target());
  expect([response.finish, response.rawFinish]).toEqual([finish, word]);
});

test('a failed response is a failure although its status is 200', () => {
  const context = { provider: 'p', secrets: [], now: 0 };
  const failure = (body: JsonObject) => responsesWire.failureIn(body, new Headers({ 'x-request-id': 'r' }), context);
  expect(
    failure({ status: 'failed', error: { code: 'rate_limit_exceeded', message: 'slow' }, output: [] }),
  ).toMatchObject({ type: 'rate_limit', requestId: 'r' });
  expect(failure({ status: 'failed', error: null, output: [] })).toMatchObject({ type: 'server_error' });
  expect(failure({ object: 'something else' })).toMatchObject({ type: 'server_error', code: 'wire/no-output' });
  expect(failure({ status: 'completed', output: [] })).toBeUndefined();
});

test('tools of the vendor’s are counted as fees', () => {
  const search = (type: string) => ({ type: 'web_search_call', action: { type } });
  const output = [
    search('search'),
    search('open_page'),
    { type: 'code_interpreter_call', container_id: 'c' },
    { type: 'code_interpreter_call', container_id: 'c' },
    { type: 'file_search_call' },
  ];
  const usage = {
    input_tokens: 10,
    output_tokens: 5,
    total_tokens: 15,
    input_tokens_details: { cached_tokens: 4 },
    output_tokens_details: { reasoning_tokens: 2 },
  };
  expect(
    responsesWire.toResponse({ status: 'completed', service_tier: 'default', output, usage }, target()).usage,
  ).toMatchObject({
    requests: { webSearch: 1, codeSession: 1, other: { fileSearch: 1 } },
    input: 6,
    cacheRead: 4,
    output: 3,
    reasoning: 2,
    tier: 'standard',
    anomalies: [],
  });
});

function streamOf(events: readonly object[]) {
  const stream = responsesWire.openStream();
  const visible = events.map((event) => stream.add(event as JsonObject)).join('');
  return { stream, visible };
}

test('a stream is complete only with its terminal event', () => {
  const delta = { type: 'response.output_text.delta', delta: 'Os' };
  expect(streamOf([{ type: 'response.created', response: {} }, delta]).stream).toMatchObject({
    started: true,
    finished: false,
  });
  const { stream, visible } = streamOf([
    delta,
    { type: 'response.completed', response: { status: 'completed', output: [said] } },
  ]);
  expect([visible, stream.finished, stream.body()]).toEqual(['Os', true, { status: 'completed', output: [said] }]);
});

test('a terminal event without output is filled from the items, or from the deltas', () => {
  const end = { type: 'response.completed', response: { status: 'completed' } };
  const done = { type: 'response.output_item.done', item: said };
  expect(streamOf([done, end]).stream.body()['output']).toEqual([said]);
  const deltas = ['Os', 'lo'].map((delta) => ({ type: 'response.output_text.delta', delta }));
  expect(responsesWire.toResponse(streamOf([...deltas, end]).stream.body(), target()).text).toBe('Oslo');
});

test('an error that comes as an event of data ends as that failure', () => {
  const { stream } = streamOf([{ type: 'error', code: 'server_is_overloaded', message: 'busy' }]);
  const failure = responsesWire.failureIn(stream.body(), new Headers(), { provider: 'p', secrets: [], now: 0 });
  expect([stream.finished, failure?.type]).toEqual([true, 'overloaded']);
});
