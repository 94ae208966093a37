import type { Json } from '@sluice/core';
import type { DatasetRow } from './dataset-row.ts';
import { DatasetError } from './dataset-row.ts';
import { readLines } from './read-lines.ts';

/** One JSON value a line; blank lines are passed over. */
export async function* readJsonl(chunks: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<DatasetRow> {
  for await (const { text, line } of readLines(chunks)) {
    if (text.trim() === '') continue;
    yield { row: parse(text, { file, line }), file, line };
  }
}

function parse(text: string, place: { file: string; line: number }): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/u.exec(message)?.[1];
    throw new DatasetError(
      'dataset/bad-json',
      `this line is not JSON: ${message.replace(/ in JSON at position.*/u, '')}`,
      {
        ...place,
        column: position === undefined ? 1 : Number(position) + 1,
        hint: 'one complete JSON object on each line',
      },
    );
  }
}
