import type { Json } from '@sluice/core';
import type { DatasetRow } from './dataset-row.ts';
import { DatasetError } from './dataset-row.ts';

/** A JSON or YAML file that holds one list. Such a file is read whole: use JSONL or CSV for large data. */
export async function* readDocument(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<DatasetRow | DatasetError> {
  const { LineCounter, isNode, isSeq, parseDocument } = await import('yaml');
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  const text = Buffer.concat(parts).toString('utf8');
  // JSON is read as the YAML that it is, so that every row knows its line.
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const error = document.errors[0];
  if (error) {
    const { line, col } = counter.linePos(error.pos[0]);
    throw new DatasetError('dataset/bad-document', error.message, { file, line, column: col });
  }
  if (!isSeq(document.contents)) {
    throw new DatasetError('dataset/not-a-list', 'a dataset file holds one list of rows', { file, line: 1 });
  }
  for (const item of document.contents.items) {
    const place = { file, line: counter.linePos(isNode(item) ? (item.range?.[0] ?? 0) : 0).line };
    try {
      yield { row: (isNode(item) ? item.toJS(document) : null) as Json, ...place };
    } catch (error) {
      // Aliases that multiply beyond reason.
      if (!(error instanceof ReferenceError)) throw error;
      yield new DatasetError('dataset/bad-document', error.message, place);
    }
  }
}
