import { readFile } from 'node:fs/promises';
import { type Json, UsageError } from '@sluice/core';
import { isObject, parseJson } from '../wire/json.ts';
import type { RecordedExchange } from './recorded-exchange.ts';

/** The lines of a recording. Members that only fixtures have are left as they are. */
export async function readExchanges(file: string): Promise<readonly RecordedExchange[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError('http-replay/no-file', `cannot read the recording ${file} (${why})`);
  });
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const value = parseJson(line);
    if (isExchange(value)) return [value];
    const hint = 'each line is an exchange as --record-http writes it';
    throw new UsageError('http-replay/bad-row', `${file}:${index + 1}: no recorded exchange`, hint);
  });
}

function isExchange(value: unknown): value is RecordedExchange {
  if (!isObject(value)) return false;
  const { request, response } = value;
  if (!isObject(request) || typeof request['method'] !== 'string' || typeof request['path'] !== 'string') return false;
  return request['body'] !== undefined && isObject(response) && hasAnswer(response);
}

function hasAnswer(response: { readonly [name: string]: Json | undefined }): boolean {
  return Number.isInteger(response['status']) || isObject(response['failure']);
}
