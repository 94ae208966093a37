import { describe, expect, test } from 'vitest';
import { recordingFetch } from './recording-fetch.ts';
import { replayingFetch } from './replaying-fetch.ts';
import { recordingFolder } from './tests/recording-folder.ts';
import { serve } from './tests/serve.ts';

describe('secrets', () => {
  const declared = 'hunter "two" ÿ/secret+value';
  const key = 'k3y-without-a-shape-0815';

  test('one in a header, the query, the body and the answer never reaches the file', async () => {
    await using place = await recordingFolder();
    const shaped = 'sk-live-abcdef0123456789';
    await using server = await serve((request, response) => {
      response.setHeader('set-cookie', `session=${key}`).setHeader('x-request-id', `req_${declared.length} ${key}`);
      response.setHeader('content-type', 'application/json').setHeader('openai-organization', 'org-of-somebody');
      response.end(
        JSON.stringify({ error: `wrong key ${key}, ${shaped}`, echo: [{ [declared]: declared }], at: request.url }),
      );
    });
    const recording = await recordingFetch(fetch, place.file, { secrets: [declared] });
    const url = `${server.url}/v1/chat/completions?api_key=${key}&q=${encodeURIComponent(declared)}&n=1`;
    const headers = {
      authorization: `Bearer ${key}`,
      cookie: `c=${shaped}`,
      'x-api-key': key,
      'x-custom': declared.slice(0, 6),
    };
    const body = JSON.stringify({ messages: [{ content: `my password is ${declared}` }], api_key: 'pineapple' });
    const answer = await recording.fetch(url, { method: 'POST', headers, body });
    expect(await answer.text()).toContain(shaped);
    await recording.close();

    const text = await place.text();
    for (const secret of [key, shaped, 'hunter', 'two', 'pineapple', 'session=', 'org-of-somebody']) {
      expect(text).not.toContain(secret);
    }
    const [{ request, response } = expect.fail()] = await place.lines();
    expect(request.path).toBe('/v1/chat/completions?api_key=***&q=***&n=1');
    expect(Object.keys(request.headers)).not.toContain('x-custom');
    expect(request.body).toEqual({ messages: [{ content: 'my password is ***' }], api_key: '***' });
    expect(response.body).toMatchObject({ error: 'wrong key ***, ***', echo: [{ '***': '***' }] });

    const again = await (await replayingFetch(place.file, { secrets: [declared] }))(url, {
      method: 'POST',
      headers,
      body,
    });
    expect(await again.json()).toEqual(response.body);
  });

  test('one that a model tells letter by letter is masked where it begins; other events stay as they came', async () => {
    await using place = await recordingFolder();
    const pieces = ['The key is ', ...declared, ' and ', 'sk', '-live', '-0123456789', ', bye'];
    const events = pieces.map(
      (text) => `event: delta\r\ndata: ${JSON.stringify({ type: 'delta', delta: { text } })}\r\n\r\n`,
    );
    const sse = `: ping\r\n\r\n${events.join('')}data: [DONE]\r\n\r\n`;
    await using server = await serve((_request, response) => {
      response.setHeader('content-type', 'text/event-stream').end(sse);
    });
    const recording = await recordingFetch(fetch, place.file, { secrets: [declared] });
    expect(await (await recording.fetch(server.url)).text()).toBe(sse);
    await recording.close();
    const recorded = (await place.lines())[0]?.response.sse ?? '';
    const texts = [...recorded.matchAll(/"text":("(?:[^"\\]|\\.)*")/gu)].map(
      ([, text = '']) => JSON.parse(text) as string,
    );
    expect(texts.join('')).toBe('The key is *** and ***, bye');
    expect(texts.length).toBe(pieces.length);
    expect(recorded.startsWith(`: ping\r\n\r\n${events[0]}`)).toBe(true);
    expect(recorded.endsWith(`${events.at(-1)}data: [DONE]\r\n\r\n`)).toBe(true);
  });
});
