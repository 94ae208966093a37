import type { Json } from '@sluice/core';
import type { DatasetRow } from './dataset-row.ts';
import { DatasetError } from './dataset-row.ts';
import { readLines } from './read-lines.ts';

/** One JSON value a line; blank lines are passed over, broken ones are given as errors. */
export async function* readJsonl(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<DatasetRow | DatasetError> {
  for await (const { text, line } of readLines(chunks)) {
    if (text.trim() === '') continue;
    yield parse(text, { file, line });
  }
}

function parse(text: string, place: { file: string; line: number }): DatasetRow | DatasetError {
  try {
    return { row: JSON.parse(text) as Json, ...place };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/u.exec(message)?.[1];
    return new DatasetError(
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
