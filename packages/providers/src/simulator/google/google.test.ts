import { FunctionCallingConfigMode, GoogleGenAI } from '@google/genai';
import { expect, test } from 'vitest';
import { startSimulator } from '../start-simulator.ts';
import { clientsOf } from '../tests/clients.ts';

const parametersJsonSchema = {
  type: 'object',
  properties: { city: { type: 'string', enum: ['Oslo', 'Rome'] } },
  required: ['city'],
};
const functionDeclarations = [{ name: 'weather', description: 'The weather', parametersJsonSchema }];
const profile = {
  tokens: 'approximate',
  models: { 'gemini-think': { reasoning_tokens: 100, cached_share: 0.5 }, 'gemini-2.5-flash': {}, 'gemini-3*': {} },
  answers: [
    { when: { after_tool: true }, text: 'done' },
    { match: { contains: 'weather' }, tool_calls: [{ name: 'weather', arguments: { city: 'Oslo' } }] },
    { match: { contains: 'forbidden' }, refusal: 'I will not.' },
    { match: { contains: 'count' }, text: 'one two three four five six seven eight nine ten' },
  ],
};
const model = 'gemini-2.5-flash';

test('function calls, whole and streamed, finish with STOP; their result is answered', async () => {
  await using simulator = await startSimulator({ profile });
  const { google } = clientsOf(simulator);
  const config = { tools: [{ functionDeclarations }] };
  const whole = await google.models.generateContent({ model, contents: 'weather', config });
  expect(whole.functionCalls).toMatchObject([{ name: 'weather', args: { city: 'Oslo' } }]);
  expect(whole.candidates?.[0]?.finishReason).toBe('STOP');
  const streamed = [];
  for await (const chunk of await google.models.generateContentStream({ model, contents: 'weather', config }))
    streamed.push(...(chunk.functionCalls ?? []));
  expect(streamed).toMatchObject([{ name: 'weather', args: { city: 'Oslo' } }]);
  const contents = [
    { role: 'user', parts: [{ text: 'weather' }] },
    { role: 'model', parts: [{ functionCall: { name: 'weather', args: {} } }] },
    { role: 'user', parts: [{ functionResponse: { name: 'weather', response: { sky: 'blue' } } }] },
  ];
  expect((await google.models.generateContent({ model, contents, config })).text).toBe('done');
});

test('a forced function, JSON schema in both dialects, safety, length, stop sequence', async () => {
  await using simulator = await startSimulator({ profile });
  const { google } = clientsOf(simulator);
  const ask = (contents: string, config: object) => google.models.generateContent({ model, contents, config });
  const toolConfig = {
    functionCallingConfig: { mode: FunctionCallingConfigMode.ANY, allowedFunctionNames: ['weather'] },
  };
  const forced = await ask('hello', { tools: [{ functionDeclarations }], toolConfig });
  expect(['Oslo', 'Rome']).toContain(forced.functionCalls?.[0]?.args?.['city']);
  const json = await ask('hello', { responseMimeType: 'application/json', responseJsonSchema: parametersJsonSchema });
  expect(['Oslo', 'Rome']).toContain(JSON.parse(json.text ?? '').city);
  const upper = await ask('hello', {
    responseMimeType: 'application/json',
    responseSchema: { type: 'ARRAY', items: { type: 'INTEGER' }, minItems: 2, maxItems: 2 },
  });
  expect(JSON.parse(upper.text ?? '')).toHaveLength(2);
  expect((await ask('forbidden', {})).candidates?.[0]?.finishReason).toBe('SAFETY');
  const cut = await ask('count', { maxOutputTokens: 3 });
  expect([cut.text, cut.candidates?.[0]?.finishReason]).toEqual(['one two', 'MAX_TOKENS']);
  const stopped = await ask('count', { stopSequences: [' three'] });
  expect([stopped.text, stopped.candidates?.[0]?.finishReason]).toEqual(['one two', 'STOP']);
});

test('cached tokens are inside the prompt, thoughts outside the candidates; every chunk carries usage', async () => {
  await using simulator = await startSimulator({ profile });
  const { google } = clientsOf(simulator);
  const expected = {
    promptTokenCount: 8,
    cachedContentTokenCount: 4,
    candidatesTokenCount: 12,
    thoughtsTokenCount: 100,
    totalTokenCount: 120,
  };
  const params = { model: 'gemini-think', contents: 'count' };
  expect((await google.models.generateContent(params)).usageMetadata).toMatchObject(expected);
  const usages = [];
  for await (const chunk of await google.models.generateContentStream(params)) usages.push(chunk.usageMetadata);
  expect(usages.every((usage) => usage !== undefined)).toBe(true);
  expect(usages.at(-1)).toMatchObject(expected);
});

test('v1 and v1beta, SSE and one JSON array, give the same chunks', async () => {
  await using simulator = await startSimulator({ profile });
  const headers = { 'x-goog-api-key': 'k', 'content-type': 'application/json' };
  const body = JSON.stringify({ contents: [{ role: 'user', parts: [{ text: 'count' }] }] });
  const post = (path: string) => fetch(`${simulator.url}/${path}`, { method: 'POST', headers, body });
  const array = await post(`v1beta/models/${model}:streamGenerateContent`);
  expect(array.headers.get('content-type')).toContain('application/json');
  const chunks = (await array.json()) as { candidates: { content: { parts: { text: string }[] } }[] }[];
  expect(chunks.map((chunk) => chunk.candidates[0]?.content.parts[0]?.text).join('')).toContain('ten');
  const sse = await post(`v1/models/${model}:streamGenerateContent?alt=sse`);
  expect(sse.headers.get('content-type')).toBe('text/event-stream');
  expect((await sse.text()).split('\r\n\r\n').filter((line) => line !== '')).toHaveLength(chunks.length);
});

test('counts tokens as the answer then reports them; embeds one and many', async () => {
  await using simulator = await startSimulator({ profile });
  const { google } = clientsOf(simulator);
  const { totalTokens } = await google.models.countTokens({ model, contents: 'count to ten' });
  expect(
    (await google.models.generateContent({ model, contents: 'count to ten' })).usageMetadata?.promptTokenCount,
  ).toBe(totalTokens);
  const { embeddings } = await google.models.embedContent({
    model: 'gemini-3-embedding',
    contents: ['a', 'b'],
    config: { outputDimensionality: 32 },
  });
  expect(embeddings?.map((item) => item.values?.length)).toEqual([32, 32]);
  const pager = await google.models.list();
  expect(pager.page.map((item) => item.name)).toEqual(['models/gemini-think', 'models/gemini-2.5-flash']);
});

test('a wrong key is 400 API_KEY_INVALID, none is 403, an unknown model 404', async () => {
  await using simulator = await startSimulator({ profile: { ...profile, keys: ['right'] } });
  const wrong = new GoogleGenAI({ apiKey: 'wrong', httpOptions: { baseUrl: simulator.baseUrls.google } });
  await expect(wrong.models.generateContent({ model, contents: 'x' })).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('API_KEY_INVALID'),
  });
  const none = await fetch(`${simulator.url}/v1/models/${model}:generateContent`, { method: 'POST', body: '{}' });
  expect([none.status, await none.json()]).toMatchObject([403, { error: { status: 'PERMISSION_DENIED' } }]);
  const right = new GoogleGenAI({ apiKey: 'right', httpOptions: { baseUrl: simulator.baseUrls.google } });
  await expect(right.models.generateContent({ model: 'nope', contents: 'x' })).rejects.toMatchObject({
    status: 404,
    message: expect.stringContaining('models/nope is not found for API version v1'),
  });
});

const mistakes: readonly [string, object, string][] = [
  ['no contents', {}, 'contents is not specified'],
  [
    'an unknown member',
    { contents: [{ parts: [{ text: 'x' }] }], colour: 1 },
    'Unknown name "colour": Cannot find field.',
  ],
  [
    'an unknown setting',
    { contents: [{ parts: [{ text: 'x' }] }], generationConfig: { colour: 1 } },
    `Unknown name "colour" at 'generation_config': Cannot find field.`,
  ],
  [
    'an unknown role',
    { contents: [{ role: 'assistant', parts: [{ text: 'x' }] }] },
    'Please use a valid role: user, model.',
  ],
  ['an empty part', { contents: [{ parts: [{}] }] }, "required oneof field 'data' must have one initialized field"],
  [
    'a temperature too high',
    { contents: [{ parts: [{ text: 'x' }] }], generationConfig: { temperature: 3 } },
    'temperature must be in the range [0, 2].',
  ],
  [
    'a schema for plain text',
    { contents: [{ parts: [{ text: 'x' }] }], generationConfig: { responseSchema: {} } },
    'Response schema is only supported with response mime type',
  ],
];

test.for(mistakes)('refuses %s as Gemini does', async ([, body, message]) => {
  await using simulator = await startSimulator({ profile });
  const answer = await fetch(`${simulator.url}/v1beta/models/${model}:generateContent`, {
    method: 'POST',
    headers: { 'x-goog-api-key': 'k' },
    body: JSON.stringify(body),
  });
  expect([answer.status, await answer.json()]).toMatchObject([
    400,
    { error: { code: 400, status: 'INVALID_ARGUMENT', message: expect.stringContaining(message) } },
  ]);
});
