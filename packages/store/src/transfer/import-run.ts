import type { LogEvent, RunHeader, RunStore, StoredEvent } from '@sluice/core';
import { toUsageError } from '../store-fault.ts';
import { runLogSchema } from './run-log.ts';

/**
 * Puts an exported run into a store, from its lines (with or without line feeds). Events are numbered anew from 1.
 * Throws `UsageError` `store/run-exists`, or `store/bad-run-log` naming the line; then nothing of the run remains.
 */
export async function importRun(runs: RunStore, lines: Lines): Promise<RunHeader> {
  const entries = numberedObjects(lines);
  const first = await entries.next();
  if (first.done === true) throw badLog(1, 'the file is empty');
  const run = headerIn(first.value);
  await runs.create(run);
  try {
    for await (const { unit, events } of unitBatches(entries)) await runs.append(run.id, unit, events);
  } catch (error) {
    await runs.remove(run.id);
    throw error;
  }
  return run;
}

type Lines = AsyncIterable<string> | Iterable<string>;

interface Entry {
  /** 1-based. */
  readonly line: number;
  readonly value: Readonly<Record<string, unknown>>;
}

async function* numberedObjects(lines: Lines): AsyncGenerator<Entry, void> {
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() !== '') yield { line, value: objectIn(text, line) };
  }
}

/** Neighbours of one unit together, so that an import is not one commit for each event. */
async function* unitBatches(entries: AsyncIterable<Entry>): AsyncIterable<{ unit: string; events: LogEvent[] }> {
  let batch: { unit: string; events: LogEvent[] } | undefined;
  let count = 0;
  let ended = false;
  let last = 1;
  for await (const { line, value } of entries) {
    last = line;
    if (ended) throw badLog(line, 'there is something after the end');
    if (value['end'] === true) {
      if (value['events'] !== count) throw badLog(line, `${count} events were read, ${value['events']} were written`);
      ended = true;
      continue;
    }
    const { unit, event } = eventIn({ line, value });
    count += 1;
    if (batch !== undefined && (batch.unit !== unit || batch.events.length >= batchEvents)) {
      yield batch;
      batch = undefined;
    }
    batch ??= { unit, events: [] };
    batch.events.push(event);
  }
  if (!ended) throw badLog(last, 'the file is cut: its last line is missing');
  if (batch !== undefined) yield batch;
}

function objectIn(text: string, line: number): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badLog(line, 'this is not JSON');
  }
  if (!isObject(value)) throw badLog(line, 'this is not a JSON object');
  return value;
}

function headerIn({ line, value }: Entry): RunHeader {
  if (value['schema'] !== runLogSchema) throw badLog(line, `the first line must say "schema": "${runLogSchema}"`);
  const run = value['run'];
  const complete =
    isObject(run) &&
    ['id', 'name', 'status'].every((key) => typeof run[key] === 'string') &&
    (run['kind'] === 'run' || run['kind'] === 'eval') &&
    typeof run['createdAt'] === 'number' &&
    isObject(run['definition']);
  if (!complete) throw badLog(line, 'the run in it is not complete');
  return run as unknown as RunHeader;
}

function eventIn({ line, value }: Entry): StoredEvent {
  const { unit, event } = value;
  if (typeof unit !== 'string' || !isObject(event)) throw badLog(line, 'this is not an event');
  if (typeof event['type'] !== 'string' || typeof event['at'] !== 'number') throw badLog(line, 'this is not an event');
  return value as unknown as StoredEvent;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function badLog(line: number, detail: string): Error {
  return toUsageError({
    code: 'store/bad-run-log',
    message: `line ${line} of the exported run: ${detail}`,
    hint: 'export it again with `sluice runs export`',
  });
}

const batchEvents = 200;
