import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '@sluice/core';
import { corpusFolder } from '@sluice/corpus';
import { expect, test } from 'vitest';
import { type Recording, readRecordings } from '../testing/recording.ts';
import type { RecordedExchange } from './recorded-exchange.ts';
import { recordingFetch } from './recording-fetch.ts';
import { replayingFetch } from './replaying-fetch.ts';
import { recordingFolder } from './tests/recording-folder.ts';

const corpus = corpusFolder();

test.skipIf(corpus === undefined)('recordings of others replay, and record again as what they are', async () => {
  await using place = await recordingFolder();
  const source = join(place.folder, 'others.jsonl');
  const { recordings } = readRecordings(corpus ?? '');
  await writeFile(source, recordings.map((each) => `${JSON.stringify(each)}\n`).join(''));
  const replaying = await replayingFetch(source);
  const recording = await recordingFetch(replaying, place.file, { secrets: [] });
  for (const each of recordings) {
    const answer = await recording.fetch(...requestOf(each));
    expect(answer.status, each.id).toBe(each.response.status);
    const text = await answer.text();
    expect(each.response.sse ?? JSON.parse(text), each.id).toEqual(
      each.response.sse === undefined ? each.response.body : text,
    );
  }
  await recording.close();
  const again = await place.lines();
  const names = again.filter(({ endpoint }, index) => endpoint === recordings[index]?.endpoint).length;
  console.log(`${recordings.length} recordings replayed; ${names} of them get their endpoint's name again`);
  const changed = again.filter((each, index) => bodyOf(each) !== bodyOf(recordings[index] ?? each));
  console.log(`masked here: ${changed.length} answers: ${changed.map(({ id }) => id).join(', ')}`);
  // What a mask takes is never more than some letters of a text: the shape of an answer stays.
  for (const { id, response } of changed) expect(JSON.stringify(response), id).toContain('***');
});

function requestOf({ request }: Recording): [string, RequestInit] {
  const { method, path, host, body } = request;
  const url = new URL(path, `https://${host ?? 'nowhere.example'}`).href;
  return [url, { method, ...(body === null || body === '' ? {} : { body: textOf(body) }) }];
}

function bodyOf({ response: { body, sse } }: RecordedExchange): string {
  return sse ?? JSON.stringify(body ?? null);
}

function textOf(body: Json): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}
