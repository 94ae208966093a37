import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject, ModelRequest } from '@sluice/core';
import { corpusFolder } from '@sluice/corpus';
import { expect, test } from 'vitest';
import { recordedResponse } from '../testing/cassette-player.ts';
import { fromMessagesBody } from '../testing/recorded-messages-request.ts';
import { holdsEndpoint, type Recording, readRecordings } from '../testing/recording.ts';
import { schemaValidator } from '../testing/schema-validator.ts';
import { isObject, listAt } from '../wire/json.ts';
import { anthropicProvider } from './anthropic-provider.ts';

const corpus = corpusFolder();
const specs = corpus ?? '';

test.skipIf(corpus === undefined)('every recorded request, said in our terms, is sent as it was recorded', async () => {
  const differences: string[] = [];
  const recordings = requestsOf(specs);
  for (const { recording, body } of recordings) {
    const sent = await sentFor(fromMessagesBody(body), recording);
    const [theirs, ours] = [normal(body), normal(sent)];
    const schema = 'output_config' in body;
    if (!isDeepStrictEqual(withoutFormat(theirs, schema), withoutFormat(ours, schema))) {
      differences.push(`${recording.id}: recorded ${JSON.stringify(theirs)}, ours ${JSON.stringify(ours)}`);
    }
  }
  console.log(
    `anthropic: ${recordings.length - differences.length}/${recordings.length} requests are sent as recorded`,
  );
  expect(differences).toEqual([]);
});

test.skipIf(corpus === undefined)('our requests fit the schema of 2026-10-21', async () => {
  const breaks = schemaValidator(specs, 'AnthropicMessageCreate.schema.json', 'AnthropicMessageCreate');
  if (breaks === undefined) {
    console.log('skipped: no AnthropicMessageCreate schema in the corpus folder');
    return;
  }
  // That the schema tells anything: no sampling parameters, and messages are needed.
  const least = { model: 'claude-opus-5-5', max_tokens: 1, messages: [{ role: 'user', content: 'hi' }] };
  expect(breaks(least)).toEqual([]);
  expect(breaks({ ...least, temperature: 0 })).not.toEqual([]);
  expect(breaks({ ...least, messages: undefined })).not.toEqual([]);
  let fitting = 0;
  const foreign: string[] = [];
  for (const { recording, body } of requestsOf(specs)) {
    const request = fromMessagesBody(body);
    const { extra, temperature, topK, ...params } = request.params;
    const broken = breaks(await sentFor({ ...request, params }, recording));
    if (broken.length === 0) fitting += 1;
    // Blocks that go back verbatim are the vendor's own betas, which the schema of the released API does not know.
    else if (request.messages.some(({ content }) => content[0]?.type === 'provider')) foreign.push(recording.id);
    else expect(broken, recording.id).toEqual([]);
  }
  console.log(
    `anthropic: ${fitting} requests fit the schema; with verbatim beta blocks: ${foreign.join(', ') || 'none'}`,
  );
  expect(fitting + foreign.length > 0).toBe(holdsEndpoint(specs, /^messages$/));
});

function requestsOf(folder: string): readonly { readonly recording: Recording; readonly body: JsonObject }[] {
  return readRecordings(folder).recordings.flatMap((recording) => {
    const { body } = recording.request;
    return recording.endpoint === 'messages' && isObject(body) ? [{ recording, body }] : [];
  });
}

async function sentFor(request: ModelRequest, recording: Recording): Promise<JsonObject> {
  let sent: JsonObject = {};
  const provider = anthropicProvider({
    name: 'anthropic',
    apiKey: 'sk-ant-recorded',
    fetch: async (_input, init) => {
      sent = JSON.parse(String(init?.body)) as JsonObject;
      return recordedResponse(recording);
    },
  });
  const { body } = recording.request;
  const options = { signal: new AbortController().signal, ...(recording.stream ? { onDelta: () => {} } : {}) };
  await provider
    .model(isObject(body) ? String(body.model) : '')
    .generate(request, options)
    .catch(() => undefined);
  return sent;
}

/** Texts as blocks, and what is said by default left out. */
function normal(body: JsonObject): JsonObject {
  const { stream, ...rest } = body;
  const system = body.system === undefined ? {} : { system: blocks(body.system) };
  const messages = listAt(body, 'messages')
    .filter(isObject)
    .map((message) => ({ ...message, content: blocks(message.content) }));
  return { ...rest, ...system, messages, ...(stream === true ? { stream } : {}) };
}

function blocks(content: Json | undefined): Json {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return (Array.isArray(content) ? content.filter(isObject) : []).map((block) => {
    if (block.type !== 'tool_result') return block;
    const { is_error, ...rest } = block;
    return { ...rest, content: blocks(block.content), ...(is_error === true ? { is_error } : {}) };
  });
}

/** The schema of an output is rewritten into the vendor's dialect; that it is one is compared elsewhere. */
function withoutFormat(body: JsonObject, given: boolean): JsonObject {
  const { output_config: config, ...rest } = body;
  if (!given || !isObject(config)) return body;
  const { format, ...others } = config;
  return { ...rest, output_config: { ...others, hasFormat: format !== undefined } };
}
