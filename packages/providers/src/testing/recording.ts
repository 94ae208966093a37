import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '@sluice/core';
import { isObject } from '../wire/json.ts';

/** One recorded exchange with a vendor, in the neutral form of the corpus folder's `cassettes/README.md`. */
export interface Recording {
  readonly id: string;
  readonly provider: string;
  /** `chat_completions`, `responses`, `messages`, `generateContent`, ... */
  readonly endpoint: string;
  readonly stream: boolean;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly host: string | null;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Json;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    /** A JSON body; absent where the answer was an event stream. */
    readonly body?: Json;
    /** The event stream as it was recorded. */
    readonly sse?: string;
  };
  /** Derived from the raw body without any SDK. */
  readonly expected: RecordedAnswer;
  readonly features: readonly string[];
  readonly notes?: string;
}

export interface RecordedAnswer {
  readonly text: string | null;
  readonly finish_reason: string | number | null;
  /** The vendor's own object, unchanged. */
  readonly usage: Json;
  readonly tool_calls: readonly { readonly id?: string | null; readonly name: string; readonly arguments: Json }[];
  readonly refusal?: string | null;
  readonly reasoning_text?: string | null;
  readonly model?: string | null;
  readonly error?: Json;
  readonly n_choices?: number;
  readonly incomplete_stream?: boolean;
  readonly [more: string]: unknown;
}

/** An answer whose vendor said what it billed. */
export interface RecordedBill {
  readonly provider: string;
  readonly endpoint: string;
  readonly model: string | null;
  readonly requested_model: string | null;
  readonly usage: Json;
  readonly billed_usd: number;
  readonly [more: string]: unknown;
}

export interface RecordingSet {
  readonly recordings: readonly Recording[];
  readonly bills: readonly RecordedBill[];
  /** `file:line` of every row of neither form. */
  readonly unknown: readonly string[];
}

/** Every row of every `.jsonl` file in the corpus folder's `cassettes/`. */
export function readRecordings(corpus: string): RecordingSet {
  const folder = join(corpus, 'cassettes');
  const recordings: Recording[] = [];
  const bills: RecordedBill[] = [];
  const unknown: string[] = [];
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()) {
    for (const [index, line] of readFileSync(join(folder, file), 'utf8').split('\n').entries()) {
      if (line.trim() === '') continue;
      const row: unknown = JSON.parse(line);
      if (isRecording(row)) recordings.push(row);
      else if (isBill(row)) bills.push(row);
      else unknown.push(`${file}:${index + 1}`);
    }
  }
  return { recordings, bills, unknown };
}

function isRecording(row: unknown): row is Recording {
  return isObject(row) && isObject(row['request']) && isObject(row['response']) && isObject(row['expected']);
}

function isBill(row: unknown): row is RecordedBill {
  return isObject(row) && typeof row['billed_usd'] === 'number' && isObject(row['usage'] as JsonObject);
}

/** Whether the folder's file names such an endpoint at all: what the tests' own reading of it is held against. */
export function holdsEndpoint(corpus: string, endpoint: RegExp): boolean {
  const text = readFileSync(join(corpus, 'cassettes', 'cassettes.jsonl'), 'utf8');
  return [...text.matchAll(/"endpoint":\s*"([^"]*)"/g)].some(([, name = '']) => endpoint.test(name));
}
