import { type GenerateOptions, type ModelRequest, type ModelResponse, noUsage } from '@sluice/core';
import { afterEach, expect, test, vi } from 'vitest';
import type { Fetch } from '../wire/fetch.ts';
import { googleProvider } from './google-provider.ts';

const request: ModelRequest = {
  messages: [{ role: 'user', content: [{ type: 'text', text: 'hello' }] }],
  params: {},
  origin: { run: 'run', step: 'step', sample: 0 },
};

const answer = {
  candidates: [{ content: { role: 'model', parts: [{ text: 'hi' }] }, finishReason: 'STOP' }],
  usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
  modelVersion: 'gemini-3.8-flash',
  responseId: 'r1',
};

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

test('what the SDK really sends: a pinned version, the key in a header, our parameters and no others', async () => {
  // None of these may lead the SDK elsewhere.
  vi.stubEnv('GOOGLE_GENAI_USE_VERTEXAI', 'true');
  vi.stubEnv('GOOGLE_GEMINI_BASE_URL', 'https://elsewhere.example');
  vi.stubEnv('GOOGLE_GENAI_API_VERSION', 'v1alpha');
  vi.stubEnv('GOOGLE_API_KEY', 'another');
  const sent: Request[] = [];
  const fetch: Fetch = async (input, init) => {
    sent.push(new Request(input, init));
    return Response.json(answer);
  };
  const given: ModelRequest = {
    ...request,
    messages: [{ role: 'system', content: [{ type: 'text', text: 'Be brief.' }] }, ...request.messages],
    params: {
      temperature: 0,
      seed: 3,
      maxTokens: 9,
      stop: ['x'],
      reasoning: { effort: 'low' },
      extra: { safetySettings: [] },
    },
    output: { name: 'answer', schema: { type: 'object', properties: { a: { type: 'string', maxLength: 5 } } } },
  };
  expect((await call(fetch, given)).text).toBe('hi');
  expect(sent.length).toBe(1);
  expect(sent[0]?.url).toBe('https://generativelanguage.googleapis.com/v1beta/models/gemini-3.8-flash:generateContent');
  expect(sent[0]?.headers.get('x-goog-api-key')).toBe('AIza-test');
  expect(await sent[0]?.json()).toEqual({
    systemInstruction: { parts: [{ text: 'Be brief.' }] },
    contents: [{ role: 'user', parts: [{ text: 'hello' }] }],
    generationConfig: {
      temperature: 0,
      seed: 3,
      maxOutputTokens: 9,
      stopSequences: ['x'],
      thinkingConfig: { thinkingLevel: 'LOW' },
      responseMimeType: 'application/json',
      responseJsonSchema: { type: 'object', properties: { a: { type: 'string', maxLength: 5 } } },
    },
    safetySettings: [],
  });
});

test('a bad key is auth though its status is 400', async () => {
  const details = [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }];
  const error = { code: 400, message: 'API key not valid.', status: 'INVALID_ARGUMENT', details };
  await expect(call(failing(400, { error }))).rejects.toMatchObject({ failure: { type: 'auth', status: 400 } });
});

test('the wait stands in the body, a used-up day is a quota', async () => {
  const violation = (quotaId: string): object => ({ '@type': 'x/google.rpc.QuotaFailure', violations: [{ quotaId }] });
  const wait = { '@type': 'x/google.rpc.RetryInfo', retryDelay: '48s' };
  const error = { code: 429, message: 'no', status: 'RESOURCE_EXHAUSTED' };
  const minute = failing(429, { error: { ...error, details: [violation('RequestsPerMinute'), wait] } });
  await expect(call(minute)).rejects.toMatchObject({ failure: { type: 'rate_limit', retryAfterMs: 48_000 } });
  const day = failing(429, { error: { ...error, details: [violation('RequestsPerDay'), wait] } });
  await expect(call(day)).rejects.toMatchObject({ failure: { type: 'quota' } });
});

test('one attempt, and nothing on the console', async () => {
  const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => vi.spyOn(console, name));
  let calls = 0;
  const fetch: Fetch = async () => {
    calls += 1;
    return Response.json({ error: { code: 503, message: 'no', status: 'UNAVAILABLE' } }, { status: 503 });
  };
  await expect(call(fetch)).rejects.toMatchObject({ failure: { type: 'overloaded' } });
  expect(calls).toBe(1);
  for (const spy of spies) expect(spy).not.toHaveBeenCalled();
});

test('CONTINUATION is told, not followed by a request of the SDK', async () => {
  let calls = 0;
  const fetch: Fetch = async () => {
    calls += 1;
    return Response.json({
      ...answer,
      candidates: [{ ...answer.candidates[0], finishReason: 'CONTINUATION' }],
      continuationToken: 't',
    });
  };
  expect(await call(fetch)).toMatchObject({ finish: 'other', rawFinish: 'CONTINUATION' });
  expect(calls).toBe(1);
});

test('an error chunk in a stream is that error; a stream without a finish reason is no answer', async () => {
  const error = { error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } };
  const open = { candidates: [{ content: { parts: [{ text: 'h' }] } }] };
  await expect(call(streaming(open, error), request, streamed())).rejects.toMatchObject({
    failure: { type: 'overloaded', status: 503 },
  });
  await expect(call(streaming(open), request, streamed())).rejects.toMatchObject({
    failure: { type: 'truncated_stream' },
  });
});

test('a stream that comes as one JSON array is read all the same', async () => {
  const deltas: string[] = [];
  const onDelta = (text: string): void => void deltas.push(text);
  const open = { candidates: [{ content: { parts: [{ text: 'oh ' }] } }] };
  const response = await call(async () => Response.json([open, answer]), request, { ...unhurried(), onDelta });
  expect(response.text).toBe('oh hi');
  expect(deltas).toEqual(['oh ', 'hi']);
});

test.each<[string, ModelRequest['params'], readonly string[]]>([
  ['gemini-3.8-flash', { temperature: 0, topK: 1, seed: 1, reasoning: { effort: 'high' } }, []],
  ['gemini-3.8-flash', { metadata: { a: 'b' } }, ['metadata']],
  ['gemini-3.8-flash', { reasoning: { effort: 'none' } }, ['reasoning']],
  ['gemini-3.8-flash', { reasoning: { effort: 'max' } }, ['reasoning']],
  ['gemini-2.5-flash', { reasoning: { effort: 'none' } }, []],
  ['gemini-2.5-pro', { reasoning: { effort: 'none' } }, ['reasoning']],
  ['gemini-2.5-flash', { reasoning: { effort: 'low' } }, ['reasoning']],
  ['gemini-2.5-flash', { reasoning: { budgetTokens: 100 } }, []],
])('%s with %j does not take %j', (name, params, names) => {
  const model = googleProvider({ name: 'google', apiKey: 'k' }).model(name);
  expect(model.unsupported({ ...request, params }).map((one) => one.name)).toEqual(names);
});

test('a picture by URL needs its type', () => {
  const model = googleProvider({ name: 'google', apiKey: 'k' }).model('gemini-3.8-flash');
  const asking = (url: string): ModelRequest => ({
    ...request,
    messages: [{ role: 'user', content: [{ type: 'image', source: { kind: 'url', url } }] }],
  });
  expect(model.unsupported(asking('https://example.com/a.png'))).toEqual([]);
  expect(model.unsupported(asking('https://example.com/a'))).toMatchObject([{ name: 'image' }]);
});

test('texts are embedded in batches, each into its own vector', async () => {
  const sizes: number[] = [];
  const fetch: Fetch = async (_input, init) => {
    const { requests } = JSON.parse(String(init?.body)) as { requests: { content: { parts: { text: string }[] } }[] };
    sizes.push(requests.length);
    return Response.json({ embeddings: requests.map(({ content }) => ({ values: [Number(content.parts[0]?.text)] })) });
  };
  const embedder = googleProvider({ name: 'google', apiKey: 'k', fetch }).embedder?.('gemini-embedding-2');
  const texts = Array.from({ length: 205 }, (_, index) => String(index));
  expect(await embedder?.embed(texts, unhurried())).toEqual({
    vectors: texts.map((text) => [Number(text)]),
    usage: noUsage,
  });
  expect(sizes).toEqual([100, 100, 5]);
});

test('fewer embeddings than texts is a failure', async () => {
  const fetch: Fetch = async () => Response.json({ embeddings: [{ values: [1] }] });
  const embedder = googleProvider({ name: 'google', apiKey: 'k', fetch }).embedder?.('gemini-embedding-001');
  await expect(embedder?.embed(['a', 'b'], unhurried())).rejects.toMatchObject({
    failure: { code: 'google/embedding-count' },
  });
});

function call(
  fetch: Fetch,
  given: ModelRequest = request,
  options: GenerateOptions = unhurried(),
): Promise<ModelResponse> {
  return googleProvider({ name: 'google', apiKey: 'AIza-test', fetch })
    .model('gemini-3.8-flash')
    .generate(given, options);
}

function failing(status: number, body: object): Fetch {
  return async () => Response.json(body, { status });
}

function streaming(...chunks: readonly object[]): Fetch {
  const events = chunks.map((chunk) => new TextEncoder().encode(`data: ${JSON.stringify(chunk)}\r\n\r\n`));
  return async () => new Response(ReadableStream.from(events), { headers: { 'content-type': 'text/event-stream' } });
}

function unhurried(): GenerateOptions {
  return { signal: new AbortController().signal };
}

function streamed(): GenerateOptions {
  return { ...unhurried(), onDelta: () => {} };
}
