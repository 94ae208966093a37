import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject, ModelRequest } from '@sluice/core';
import { corpusFolder } from '@sluice/corpus';
import { expect, test } from 'vitest';
import { recordedResponse } from '../testing/cassette-player.ts';
import { camelCased, fromGeminiBody } from '../testing/recorded-gemini-request.ts';
import { holdsEndpoint, type Recording, readRecordings } from '../testing/recording.ts';
import { schemaValidator } from '../testing/schema-validator.ts';
import { isObject, listAt, objectAt } from '../wire/json.ts';
import { googleProvider } from './google-provider.ts';

const corpus = corpusFolder();
const specs = corpus ?? '';

test.skipIf(corpus === undefined)('every recorded request, said in our terms, is sent as it was recorded', async () => {
  const differences: string[] = [];
  const recordings = requestsOf(specs);
  for (const { recording, body } of recordings) {
    const [theirs, ours] = [normal(body), normal(await sentFor(fromGeminiBody(body), recording))];
    if (!isDeepStrictEqual(theirs, ours)) {
      differences.push(`${recording.id}: recorded ${JSON.stringify(theirs)}, ours ${JSON.stringify(ours)}`);
    }
  }
  console.log(`google: ${recordings.length - differences.length}/${recordings.length} requests are sent as recorded`);
  expect(differences).toEqual([]);
});

test.skipIf(corpus === undefined)('our requests fit the schema of v1beta', async () => {
  const name = 'google.ai.generativelanguage.v1beta.GenerateContentRequest';
  const breaks = schemaValidator(specs, 'gemini-v1beta.schema.json', name);
  if (breaks === undefined) {
    console.log('skipped: no Gemini schema in the corpus folder');
    return;
  }
  // That the schema tells anything.
  expect(breaks({ contents: [{ parts: [{ text: 'hi' }] }] })).toEqual([]);
  expect(breaks({ contents: [{ parts: [{ words: 'hi' }] }] })).not.toEqual([]);
  let fitting = 0;
  const foreign: string[] = [];
  for (const { recording, body } of requestsOf(specs)) {
    const request = fromGeminiBody(body);
    const { extra, ...params } = request.params;
    const broken = breaks(await sentFor({ ...request, params }, recording));
    // Parts that go back verbatim may be newer than the schema.
    const isVerbatim = request.messages.some(({ content }) => content.some(({ type }) => type === 'provider'));
    if (broken.length === 0) fitting += 1;
    else if (isVerbatim) foreign.push(recording.id);
    else expect(broken, recording.id).toEqual([]);
  }
  console.log(`google: ${fitting} requests fit the schema; with newer parts: ${foreign.join(', ') || 'none'}`);
  expect(fitting + foreign.length > 0).toBe(holdsEndpoint(specs, /^(stream)?generateContent$/i));
});

interface RecordedRequest {
  readonly recording: Recording;
  readonly body: JsonObject;
}

function requestsOf(folder: string): readonly RecordedRequest[] {
  return readRecordings(folder).recordings.flatMap((recording) => {
    const body = camelCased(recording.request.body);
    return /^(stream)?generateContent$/i.test(recording.endpoint) && isObject(body) ? [{ recording, body }] : [];
  });
}

async function sentFor(request: ModelRequest, recording: Recording): Promise<JsonObject> {
  let sent: JsonObject = {};
  const provider = googleProvider({
    name: 'google',
    apiKey: 'AIza-recorded',
    fetch: async (_input, init) => {
      sent = JSON.parse(String(init?.body)) as JsonObject;
      return recordedResponse(recording);
    },
  });
  const options = { signal: new AbortController().signal, ...(recording.stream ? { onDelta: () => {} } : {}) };
  await provider
    .model(/models\/([^:]+):/.exec(recording.request.path)?.[1] ?? 'unknown')
    .generate(request, options)
    .catch(() => undefined);
  return sent;
}

/** One spelling of what may be said in two ways; roles that are said by default left out. */
function normal(body: JsonObject): JsonObject {
  const { model, systemInstruction, generationConfig, ...rest } = body;
  const system = listAt(systemInstruction ?? null, 'parts');
  return {
    ...rest,
    ...(system.length === 0 ? {} : { system }),
    contents: joined(listAt(body, 'contents').filter(isObject)),
    ...(body.tools === undefined ? {} : { tools: schemaOnce(body.tools) }),
    config: objectAt(body, 'generationConfig'),
  };
}

/** A tool's schema under one name; a description that is `null` says nothing. */
function schemaOnce(tools: Json): Json {
  return (Array.isArray(tools) ? tools.filter(isObject) : []).map((tool) => ({
    ...tool,
    ...(tool.functionDeclarations === undefined
      ? {}
      : {
          functionDeclarations: listAt(tool, 'functionDeclarations')
            .filter(isObject)
            .map(({ parameters, parametersJsonSchema, description, ...declaration }) => ({
              ...declaration,
              ...(typeof description === 'string' ? { description } : {}),
              schema: parametersJsonSchema ?? parameters ?? null,
            })),
        }),
  }));
}

function joined(contents: readonly JsonObject[]): Json {
  const turns: { role: Json; parts: Json[] }[] = [];
  for (const content of contents) {
    const role = content.role === 'model' ? 'model' : 'user';
    const last = turns.at(-1);
    if (last?.role === role) last.parts.push(...listAt(content, 'parts'));
    else turns.push({ role, parts: [...listAt(content, 'parts')] });
  }
  return turns;
}
