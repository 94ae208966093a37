import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDataset } from './open-dataset.ts';
import { readLines } from './read-lines.ts';

async function rowsOf(name: string, text: string): Promise<readonly (readonly [unknown, number])[]> {
  const file = join(mkdtempSync(join(tmpdir(), 'dataset-')), name);
  writeFileSync(file, text);
  const rows: (readonly [unknown, number])[] = [];
  for await (const { row, line } of openDataset([file])) rows.push([row, line]);
  return rows;
}

test('reads JSONL with its lines, over a byte order mark, blank lines and CRLF', async () => {
  expect(await rowsOf('a.jsonl', '\uFEFF{"a":1}\r\n\r\n{"a":"é\\u2028"}\n{"a":3}')).toEqual([
    [{ a: 1 }, 1],
    [{ a: 'é\u2028' }, 3],
    [{ a: 3 }, 4],
  ]);
});

test('reads CSV with quoted newlines; each row knows where it starts', async () => {
  expect(await rowsOf('a.csv', 'id,text\n1,"two\nlines"\n2,"say ""hi"""\n')).toEqual([
    [{ id: '1', text: 'two\nlines' }, 2],
    [{ id: '2', text: 'say "hi"' }, 4],
  ]);
});

test('reads a JSON list and a YAML list alike', async () => {
  const expected = [
    [{ a: 1 }, 2],
    [{ a: [true, null] }, 3],
  ];
  expect(await rowsOf('a.json', '[\n {"a": 1},\n {"a": [true, null]}\n]')).toEqual(expected);
  expect(await rowsOf('a.yaml', '# rows\n- a: 1\n- a: [true, null]\n')).toEqual(expected);
});

test.each([
  ['a.jsonl', '{"a":1}\n{"a":\n', 'dataset/bad-json', 2],
  ['a.csv', 'a,b\n1,2\n1\n', 'dataset/bad-csv', 3],
  ['a.csv', 'a,a\n1,2\n', 'dataset/bad-csv', 1],
  ['a.json', '{"a": 1}', 'dataset/not-a-list', 1],
  ['a.yaml', '- a: [1\n- b', 'dataset/bad-document', 2],
  ['a.txt', 'x', 'dataset/unknown-format', 1],
])('names the place of what cannot be read: %s %#', async (name, text, code, line) => {
  await expect(rowsOf(name, text)).rejects.toMatchObject({ code, line });
});

test('a missing file is named', async () => {
  const read = async (): Promise<void> => {
    for await (const _ of openDataset(['/nowhere/rows.jsonl']));
  };
  await expect(read()).rejects.toMatchObject({ code: 'dataset/no-file' });
});

test('lines come out the same however the bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'binary' })), fc.integer({ min: 1, max: 7 }), async (texts, size) => {
      const lines = texts.map((text) => text.replace(/[\r\n\uFEFF]/gu, '').toWellFormed());
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      async function* cut(): AsyncGenerator<Uint8Array> {
        for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
      }
      const read: string[] = [];
      for await (const { text } of readLines(cut())) read.push(text);
      expect(read).toEqual(lines);
    }),
  );
});
