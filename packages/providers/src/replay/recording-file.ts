import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { FailureError, type JsonObject } from '@sluice/core';

/** One recorded answer; more fields are kept and reach scorers as `recorded`. */
export interface Recording extends JsonObject {
  readonly id: string;
}

interface Place {
  readonly offset: number;
  readonly length: number;
}

/** What is asked for: a dataset row's id, the step that asks and the 0-based number of the sample. */
export interface RecordingKey {
  readonly id: string;
  readonly step: string;
  readonly epoch: number;
}

/** A JSONL of recorded answers. Only places are held in memory: answers are read when they are asked for. */
export class RecordingFile {
  readonly path: string;
  #index: Promise<ReadonlyMap<string, Place>> | undefined;
  #handle: FileHandle | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /** The most specific recording of a case: by step and epoch, by one of them, or by the id alone. */
  async find({ id, step, epoch }: RecordingKey): Promise<Recording | undefined> {
    this.#index ??= this.#read();
    const index = await this.#index;
    const keys = [keyOf(id, step, epoch), keyOf(id, step), keyOf(id, undefined, epoch), keyOf(id)];
    const place = keys.map((key) => index.get(key)).find((found) => found !== undefined);
    if (!place || !this.#handle) return undefined;
    const { buffer } = await this.#handle.read(Buffer.alloc(place.length), 0, place.length, place.offset);
    return JSON.parse(buffer.toString('utf8')) as Recording;
  }

  async close(): Promise<void> {
    await this.#index?.catch(() => undefined);
    await this.#handle?.close();
    this.#handle = undefined;
    this.#index = undefined;
  }

  async #read(): Promise<ReadonlyMap<string, Place>> {
    const index = new Map<string, Place>();
    try {
      this.#handle = await open(this.path, 'r');
    } catch (cause) {
      throw new FailureError(
        {
          type: 'not_found',
          title: 'no recording',
          detail: `cannot read the recording ${this.path}`,
          code: 'replay/no-file',
          hint: 'a reference `replay/FILE` names a JSONL file of recorded answers',
          permanent: true,
        },
        { cause },
      );
    }
    let line = 0;
    for await (const { text, offset, length } of linesOf(this.#handle)) {
      line += 1;
      if (text.trim() === '') continue;
      index.set(indexKey(text, { path: this.path, line }), { offset, length });
    }
    return index;
  }
}

function indexKey(text: string, place: { readonly path: string; readonly line: number }): string {
  const broken = (why: string): FailureError =>
    new FailureError({
      type: 'invalid_request',
      title: 'broken recording',
      detail: `${place.path}:${place.line}: ${why}`,
      code: 'replay/bad-row',
      permanent: true,
    });
  let row: JsonObject;
  try {
    row = JSON.parse(text) as JsonObject;
  } catch {
    throw broken('this line is not JSON');
  }
  if (typeof row.id !== 'string') throw broken('a recorded answer needs an `id`');
  const step = typeof row.step === 'string' ? row.step : undefined;
  const epoch = typeof row.epoch === 'number' ? row.epoch : undefined;
  return keyOf(row.id, step, epoch);
}

function keyOf(id: string, step?: string, epoch?: number): string {
  return JSON.stringify([id, step ?? null, epoch ?? null]);
}

async function* linesOf(handle: FileHandle): AsyncGenerator<{ text: string; offset: number; length: number }> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;
  const chunk = Buffer.alloc(1 << 18);
  for (;;) {
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, offset + rest.length);
    if (bytesRead === 0) break;
    rest = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    let start = 0;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, start)) {
      yield { text: rest.toString('utf8', start, end), offset: offset + start, length: end - start };
      start = end + 1;
    }
    offset += start;
    rest = Buffer.from(rest.subarray(start));
  }
  if (rest.length > 0) yield { text: rest.toString('utf8'), offset, length: rest.length };
}
