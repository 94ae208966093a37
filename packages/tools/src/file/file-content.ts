import type { Json } from '@sluice/core';
import { parseFrozenJson } from '../json/freeze-json.ts';
import { refusedFile } from './file-failure.ts';

/** The content of a file as a value; `format` is `text`, `json`, `jsonl` or `base64`. */
export function decodeContent(bytes: Buffer, format: string): Json {
  if (format === 'base64') return bytes.toString('base64');
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (format === 'json') return parsed(text, '');
  if (format !== 'jsonl') return text;
  const lines = text.split('\n').map((line, index): readonly [string, number] => [line, index + 1]);
  const values = lines
    .filter(([line]) => line.trim() !== '')
    .map(([line, number]) => parsed(line, ` in line ${number}`));
  return Object.freeze(values);
}

/** A value as the bytes of a file. Each of `jsonl` ends with a line feed, so that more can be appended. */
export function encodeContent(value: Json, format: string): Buffer {
  if (format === 'json') return Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`);
  if (format === 'jsonl') {
    const rows: readonly Json[] = Array.isArray(value) ? value : [value];
    return Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }
  if (typeof value !== 'string') {
    throw refusedFile('file/not-text', 'the content is not text');
  }
  return Buffer.from(value, format === 'base64' ? 'base64' : 'utf8');
}

function parsed(text: string, where: string): Json {
  try {
    return parseFrozenJson(text);
  } catch {
    throw refusedFile('file/not-json', `the file is not valid JSON${where}`);
  }
}
