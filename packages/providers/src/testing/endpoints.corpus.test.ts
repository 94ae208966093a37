import { corpusFolder } from '@sluice/corpus';
import { expect, test } from 'vitest';
import { type Recording, readRecordings } from './recording.ts';
import { calledEndpoints, whyUncalled } from './uncalled-endpoints.ts';

const corpus = corpusFolder();
const set = corpus === undefined ? undefined : readRecordings(corpus);

/** Whose corpus test plays the recordings of an endpoint that is called. */
function playedBy({ endpoint, provider, request }: Recording): string | undefined {
  if (!calledEndpoints.includes(endpoint)) return undefined;
  if (endpoint === 'messages') return 'anthropic.corpus.test.ts';
  if (/enerateContent$/.test(endpoint)) return 'google.corpus.test.ts';
  if (endpoint === 'embeddings' && /^(gemini|vertex)$/.test(provider)) {
    return request.path.includes(':batchEmbedContents') ? 'google.corpus.test.ts' : undefined;
  }
  return 'openai.corpus.test.ts';
}

function fate(recording: Recording): string {
  return whyUncalled(recording) ?? playedBy(recording) ?? 'UNKNOWN';
}

test.skipIf(set === undefined)(
  'every endpoint of the recordings is called, or stands in the list with its reason',
  () => {
    const recordings = set?.recordings ?? [];
    const groups = Map.groupBy(recordings, (each) => [each.endpoint, each.provider, fate(each)].join('\t'));
    const rows = [...groups].map(([key, members]) => {
      const streamed = members.filter(({ stream }) => stream).length;
      return `  ${key.replaceAll('\t', ' | ')} | ${members.length - streamed} plain, ${streamed} streamed`;
    });
    const called = recordings.filter((each) => whyUncalled(each) === undefined && playedBy(each) !== undefined).length;
    const listed = recordings.filter((each) => whyUncalled(each) !== undefined).length;
    console.log([`endpoint | provider | played by, or why not | count`, ...rows.sort()].join('\n'));
    console.log(`${recordings.length} recordings: ${called} called, ${listed} listed as not called`);
    expect(
      recordings.filter((each) => fate(each) === 'UNKNOWN').map(({ id, endpoint }) => `${id}: ${endpoint}`),
    ).toEqual([]);
    expect(called + listed).toBe(recordings.length);
    expect(set?.unknown).toEqual([]);
  },
);
