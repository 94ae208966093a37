import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, ModelRequest } from '@sluice/core';
import { corpusFolder } from '@sluice/corpus';
import { expect, test } from 'vitest';
import { customGateway, gateways } from '../compatible/gateways.ts';
import { openapiValidator } from '../testing/openapi-validator.ts';
import { fromChatBody } from '../testing/recorded-chat-request.ts';
import { fromResponsesBody } from '../testing/recorded-responses-request.ts';
import { holdsEndpoint, readRecordings } from '../testing/recording.ts';
import { isObject } from '../wire/json.ts';
import { toChatRequest } from './chat/to-chat-request.ts';
import { toResponsesRequest } from './responses/to-responses-request.ts';

const corpus = corpusFolder();
const validate = corpus === undefined ? undefined : openapiValidator(corpus);
const recordings = corpus === undefined ? [] : readRecordings(corpus).recordings;

const apis = {
  chat_completions: { schema: 'CreateChatCompletionRequest', read: fromChatBody, write: toChatRequest },
  responses: { schema: 'CreateResponse', read: fromResponsesBody, write: toResponsesRequest },
} as const;

for (const [endpoint, { schema, read, write }] of Object.entries(apis)) {
  test.skipIf(corpus === undefined)(`our ${endpoint} requests say what the recorded ones said`, () => {
    const differing: unknown[] = [];
    let count = 0;
    for (const recording of recordings) {
      const { body } = recording.request;
      if (recording.endpoint !== endpoint || !isObject(body)) continue;
      count += 1;
      const target = {
        provider: recording.provider,
        model: String(body['model'] ?? 'm'),
        gateway: gatewayFor(recording.provider),
      };
      const asked = withoutUnkept(read(body, recording.provider), target.gateway.sendBack);
      const ours = write(asked, target, recording.stream);
      const heard = withoutAdditions(read(ours, recording.provider), asked);
      if (!isDeepStrictEqual(heard, asked)) differing.push({ id: recording.id, asked, heard });
    }
    console.log(`  ${endpoint}: ${count - differing.length}/${count} requests mean the same`);
    expect(count > 0).toBe(holdsEndpoint(corpus ?? '', new RegExp(`^${endpoint}$`)));
    expect(differing).toEqual([]);
  });

  test.skipIf(validate === undefined)(
    `our ${endpoint} requests to OpenAI fit its document wherever the recorded ones do`,
    () => {
      const misfits: unknown[] = [];
      let count = 0;
      let strange = 0;
      for (const recording of recordings) {
        const { body } = recording.request;
        if (recording.endpoint !== endpoint || recording.provider !== 'openai' || !isObject(body)) continue;
        if (recording.response.status >= 400 || (validate?.(schema, body) ?? []).length > 0) {
          strange += 1;
          continue;
        }
        count += 1;
        const target = { provider: 'openai', model: String(body['model']), gateway: gatewayFor('openai') };
        const problems = validate?.(schema, write(read(body, 'openai'), target, recording.stream)) ?? [];
        if (problems.length > 0) misfits.push({ id: recording.id, problems: problems.slice(0, 5) });
      }
      console.log(
        `  ${endpoint}: ${count - misfits.length}/${count} fit; ${strange} recorded ones do not fit themselves or were refused`,
      );
      if (count === 0) console.log(`  left out: this corpus has no ${endpoint} of OpenAI`);
      expect(misfits).toEqual([]);
    },
  );

  test.skipIf(validate === undefined)(`a ${endpoint} request with everything fits the document`, () => {
    const target = { provider: 'openai', model: 'gpt-5.4', gateway: gatewayFor('openai') };
    expect(validate?.(schema, write(everything, target, true))).toEqual([]);
    // The check can fail.
    expect(validate?.(schema, { ...write(everything, target, true), temperature: 'hot' })).not.toEqual([]);
  });
}

function gatewayFor(provider: string): typeof customGateway {
  return gateways.find(({ name }) => name === provider) ?? customGateway;
}

/** Other clients send back whatever a message held; we send back the fields that the gateway's row names. */
function withoutUnkept(request: ModelRequest, sendBack: readonly string[]): ModelRequest {
  const messages = request.messages.map((message) => ({
    ...message,
    content: message.content.flatMap((part) => {
      if (part.type !== 'provider' || !isObject(part.value) || !isObject(part.value['message'])) return [part];
      const kept = Object.fromEntries(
        Object.entries(part.value['message']).filter(([name]) => sendBack.includes(name)),
      );
      return Object.keys(kept).length === 0 ? [] : [{ ...part, value: { message: kept } }];
    }),
  }));
  return { ...request, messages };
}

/** What our requests add by design: usage in streams, no storage, encrypted reasoning, the gateway's constant fields. */
function withoutAdditions(heard: ModelRequest, asked: ModelRequest): ModelRequest {
  const known = asked.params.extra ?? {};
  const added = ['store', 'include', 'usage'].filter((name) => !(name in known));
  const extra: JsonObject = Object.fromEntries(
    Object.entries(heard.params.extra ?? {}).filter(([name]) => !added.includes(name)),
  );
  return { ...heard, params: { ...heard.params, extra } };
}

const everything: ModelRequest = {
  messages: [
    { role: 'system', content: [{ type: 'text', text: 'Be brief.' }], cache: { ttl: '5m' } },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'iVBORw0KGgo=' } },
        { type: 'image', source: { kind: 'url', url: 'https://example.com/a.png' } },
        { type: 'file', source: { kind: 'base64', mediaType: 'application/pdf', data: 'JVBERi0=' }, filename: 'a.pdf' },
      ],
    },
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'Let me look.' },
        { type: 'tool-call', id: 'call_1', name: 'look', arguments: '{"at":"a"}' },
      ],
    },
    { role: 'tool', content: [{ type: 'tool-result', id: 'call_1', name: 'look', output: { seen: true } }] },
  ],
  params: {
    temperature: 0,
    topP: 0.5,
    maxTokens: 100,
    seed: 7,
    stop: ['END'],
    reasoning: { effort: 'low' },
    serviceTier: 'flex',
    metadata: { ticket: '12' },
  },
  output: {
    name: 'my answer',
    schema: { type: 'object', additionalProperties: false, required: ['a'], properties: { a: { type: 'string' } } },
  },
  tools: [
    { name: 'look', description: 'Looks.', parameters: { type: 'object', properties: { at: { type: 'string' } } } },
  ],
  toolChoice: { name: 'look' },
  origin: { run: 'r', step: 's', sample: 0 },
};
