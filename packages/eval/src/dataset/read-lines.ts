import { StringDecoder } from 'node:string_decoder';

export interface TextLine {
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

/** Splits a stream of UTF-8 bytes at `\n` or `\r\n`, holding one line at a time. A byte order mark is dropped. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<TextLine> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let line = 1;
  for await (const chunk of chunks) {
    rest += decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    let start = 0;
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
      yield { text: clean(rest.slice(start, end), line), line };
      line += 1;
      start = end + 1;
    }
    rest = rest.slice(start);
  }
  rest += decoder.end();
  if (rest !== '') yield { text: clean(rest, line), line };
}

function clean(text: string, line: number): string {
  const body = text.endsWith('\r') ? text.slice(0, -1) : text;
  return line === 1 && body.startsWith('\uFEFF') ? body.slice(1) : body;
}
