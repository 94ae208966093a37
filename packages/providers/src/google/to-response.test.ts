import { expect, test } from 'vitest';
import { streamReader } from './read-stream.ts';
import { toContents } from './to-contents.ts';
import { toResponse } from './to-response.ts';
import { toUsage } from './to-usage.ts';
import { toAnswer } from './wire.ts';

test.each([
  ['STOP', 'stop'],
  [1, 'stop'],
  ['MAX_TOKENS', 'length'],
  [2, 'length'],
  ['SAFETY', 'content_filter'],
  [8, 'content_filter'],
  ['MODEL_ARMOR', 'content_filter'],
  ['MALFORMED_FUNCTION_CALL', 'other'],
  ['CONTINUATION', 'other'],
])('%s is %s', (finishReason, ours) => {
  const response = toResponse(toAnswer({ candidates: [{ content: {}, finishReason }] }));
  expect(response.finish).toBe(ours);
  expect(response.rawFinish).toBe(String(finishReason));
});

test('STOP with a call is tool_calls, and calls without ids get their own that do not go back', () => {
  const parts = [
    { functionCall: { name: 'add', args: { a: 1 } }, thoughtSignature: 'sig' },
    { functionCall: { name: 'add', args: { a: 2 } } },
    { functionCall: { id: 'theirs', name: 'add', args: {} } },
  ];
  const body = { candidates: [{ content: { parts }, finishReason: 'STOP' }], responseId: 'r1' };
  const { finish, toolCalls, turn } = toResponse(toAnswer(body));
  expect(finish).toBe('tool_calls');
  expect(toolCalls.map(({ id }) => id)).toEqual(['sluice-call-r1-0', 'sluice-call-r1-1', 'theirs']);
  const results = toolCalls.map(({ id, name }) => ({ type: 'tool-result' as const, id, name, output: 3 }));
  const { contents } = toContents([
    { role: 'assistant', content: turn },
    { role: 'tool', content: results },
  ]);
  expect(contents).toEqual([
    { role: 'model', parts },
    {
      role: 'user',
      parts: [
        { functionResponse: { name: 'add', response: { result: 3 } } },
        { functionResponse: { name: 'add', response: { result: 3 } } },
        { functionResponse: { id: 'theirs', name: 'add', response: { result: 3 } } },
      ],
    },
  ]);
});

test('a blocked prompt is filtered and says why', () => {
  const body = { promptFeedback: { blockReason: 'MODEL_ARMOR', blockReasonMessage: 'jailbreak' } };
  expect(toResponse(toAnswer(body))).toMatchObject({
    finish: 'content_filter',
    rawFinish: 'MODEL_ARMOR',
    refusal: 'jailbreak',
    text: '',
  });
});

test('thoughts and executed code are no text, and go back as they came', () => {
  const parts = [
    { text: 'hm', thought: true },
    { executableCode: { language: 'PYTHON', code: '1' } },
    { codeExecutionResult: { outcome: 'OUTCOME_OK', output: '1' } },
    { text: 'one', thoughtSignature: 'sig' },
    { text: '', thoughtSignature: 'last' },
  ];
  const response = toResponse(toAnswer({ candidates: [{ content: { parts }, finishReason: 'STOP' }] }));
  expect(response).toMatchObject({ text: 'one', reasoningText: 'hm' });
  expect(toContents([{ role: 'assistant', content: response.turn }]).contents[0]?.parts).toEqual(parts);
});

test('a stream joins pieces of text but not across a signature, and the last usage counts', () => {
  const reader = streamReader();
  const chunk = (parts: { text: string; thoughtSignature?: string }[], total: number, more = {}): string =>
    reader.read({
      candidates: [{ content: { parts }, ...more }],
      usageMetadata: { promptTokenCount: total, totalTokenCount: total },
    });
  expect(chunk([{ text: 'a' }], 1)).toBe('a');
  expect(chunk([{ text: 'b' }], 2)).toBe('b');
  expect(reader.answer().finishReason).toBeUndefined();
  chunk([{ text: '', thoughtSignature: 's' }], 3, { finishReason: 'STOP' });
  expect(reader.answer()).toMatchObject({
    finishReason: 'STOP',
    parts: [{ text: 'ab' }, { text: '', thoughtSignature: 's' }],
    usage: { promptTokenCount: 3 },
  });
});

test('cached audio is in the cache, thoughts and prompts of tools are outside', () => {
  const raw = {
    promptTokenCount: 100,
    cachedContentTokenCount: 60,
    promptTokensDetails: [
      { modality: 'TEXT', tokenCount: 50 },
      { modality: 'AUDIO', tokenCount: 50 },
    ],
    cacheTokensDetails: [{ modality: 'AUDIO', tokenCount: 40 }],
    candidatesTokenCount: 30,
    candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: 20 }],
    toolUsePromptTokenCount: 7,
    thoughtsTokenCount: 5,
    totalTokenCount: 142,
    trafficType: 'ON_DEMAND_PRIORITY',
  };
  expect(toUsage(raw, 2)).toMatchObject({
    input: 30,
    cacheRead: 60,
    inputAudio: 10,
    toolInput: 7,
    output: 10,
    outputImage: 20,
    reasoning: 5,
    requests: { grounding: 2 },
    tier: 'priority',
    anomalies: [],
  });
  expect(toUsage({ ...raw, totalTokenCount: 1 }).anomalies).toEqual(['total mismatch']);
  expect(toUsage({ promptTokenCount: 1, cachedContentTokenCount: 5 })).toMatchObject({
    input: 0,
    anomalies: ['cached>prompt'],
  });
});
