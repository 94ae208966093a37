import { appendFile, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordingFetch } from './recording-fetch.ts';
import { replayingFetch } from './replaying-fetch.ts';
import { recordingFolder } from './tests/recording-folder.ts';
import { serve } from './tests/serve.ts';

describe('the file', () => {
  test('a stream flows while it is recorded, and its line is on the disk when it ends', async () => {
    await using place = await recordingFolder();
    let finish: () => void = () => undefined;
    await using server = await serve((_request, response) => {
      response.setHeader('content-type', 'text/event-stream').write('data: {"n":1}\n\n');
      finish = () => response.end('data: {"n":2}\n\n');
    });
    const recording = await recordingFetch(fetch, place.file, { secrets: [] });
    const reader = (await recording.fetch(server.url)).body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: {"n":1}\n\n');
    expect(await place.text()).toBe('');
    finish();
    await reader?.read();
    expect((await reader?.read())?.done).toBe(true);
    expect((await place.lines())[0]?.response.sse).toBe('data: {"n":1}\n\ndata: {"n":2}\n\n');
    await recording.close();
  });

  test('a call that the client ends, and one that nobody takes, are recorded as that', async () => {
    await using place = await recordingFolder();
    await using server = await serve((_request, response) => void response.write('data: 1\n\n'));
    const recording = await recordingFetch(fetch, place.file, { secrets: [] });
    const gone = await serve(() => undefined);
    const closed = `${gone.url}/v1/messages`;
    await gone[Symbol.asyncDispose]();
    const abort = new AbortController();
    const hanging = await recording.fetch(server.url, { signal: abort.signal });
    const whole = hanging.text();
    abort.abort();
    await expect(whole).rejects.toThrow();
    await expect(recording.fetch(closed)).rejects.toThrow('fetch failed');
    await recording.close();
    const failures = (await place.lines()).map(({ response }) => response.failure?.code);
    expect(failures).toEqual(['ABORTED', 'ECONNREFUSED']);
    await expect((await replayingFetch(place.file))(closed)).rejects.toThrow('fetch failed');
  });

  test('many at once are each a whole line; a torn last line is dropped, a whole one kept', async () => {
    await using place = await recordingFolder();
    await using server = await serve((request, response) => void response.end(JSON.stringify({ at: request.url })));
    await writeFile(place.file, '{"id":"torn","request":{"meth');
    const recording = await recordingFetch(fetch, place.file, { secrets: [] });
    const paths = Array.from({ length: 40 }, (_, at) => `/${at}`);
    await Promise.all(paths.map(async (path) => (await recording.fetch(server.url + path)).json()));
    await recording.close();
    const recorded = await place.lines();
    expect(new Set(recorded.map(({ request }) => request.path))).toEqual(new Set(paths));
    await writeFile(place.file, (await place.text()).trimEnd());
    await (await recordingFetch(fetch, place.file, { secrets: [] })).close();
    expect(await place.lines()).toEqual(recorded);
  });

  test('what JSON values cannot hold is kept as text', async () => {
    await using place = await recordingFolder();
    const text = '{"big":1e999}';
    await using server = await serve((_request, response) => void response.end(text));
    const recording = await recordingFetch(fetch, place.file, { secrets: [] });
    await (await recording.fetch(server.url)).text();
    await recording.close();
    expect((await place.lines())[0]?.response.text).toBe(text);
    expect(await (await (await replayingFetch(place.file))(server.url)).text()).toBe(text);
  });

  test('a file that cannot be read or written, or a line that is none, is said at once', async () => {
    await using place = await recordingFolder();
    await expect(replayingFetch(join(place.folder, 'no.jsonl'))).rejects.toMatchObject({ code: 'http-replay/no-file' });
    await expect(recordingFetch(fetch, join(place.folder, 'no', 'x.jsonl'), { secrets: [] })).rejects.toMatchObject({
      code: 'http-recording/cannot-write',
    });
    await appendFile(place.file, '\n{"id":"x"}\n');
    await expect(replayingFetch(place.file)).rejects.toMatchObject({
      code: 'http-replay/bad-row',
      message: `${place.file}:2: no recorded exchange`,
    });
  });

  test('the same request of two hosts is answered by its own recording', async () => {
    await using place = await recordingFolder();
    const answering =
      (name: string): RequestListener =>
      (_request, response) =>
        void response.end(JSON.stringify(name));
    await using one = await serve(answering('one'));
    await using two = await serve(answering('two'));
    const recording = await recordingFetch(fetch, place.file, { secrets: [] });
    for (const { url } of [one, two]) await (await recording.fetch(url)).text();
    await recording.close();
    const replaying = await replayingFetch(place.file);
    expect(await (await replaying(two.url)).json()).toBe('two');
    expect(await (await replaying(one.url)).json()).toBe('one');
    await expect(replaying(one.url)).rejects.toMatchObject({
      failure: { code: 'http-replay/miss', detail: expect.stringContaining('2 times') },
    });
  });
});
