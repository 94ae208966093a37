import { createWriteStream, readFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { type Failure, UsageError } from '@sluice/core';
import type { Host } from '@sluice/runner';
import { recordHost } from './record-host.ts';
import type { RecordedEntry, RecordingHead } from './recorded-entry.ts';
import { recordingKeys } from './recording-key.ts';
import { redaction } from './redaction.ts';
import { replayHost } from './replay-host.ts';

export interface RecordingFlags {
  readonly record?: string | undefined;
  readonly replay?: string | undefined;
  /** Regular expressions: what they match is not written. */
  readonly redact?: readonly string[] | undefined;
}

/** Stands between a run and the outside. */
export interface RunRecording {
  readonly host: Host;
  /** What was asked and was not in the recording. */
  readonly missed: readonly Failure[];
  /** Told of the id of each run before it starts: it is no part of what is asked. */
  starts(runId: string): void;
  close(): Promise<void>;
}

export interface RecordedRuns {
  readonly host: Host;
  readonly pipeline: string;
  /** Values that must not be written. */
  readonly secrets: readonly string[];
}

/** `--record` and `--replay`; without them the host as it is. Throws `UsageError` for files and patterns of no use. */
export function openRecording(flags: RecordingFlags, runs: RecordedRuns): RunRecording {
  const { record, replay } = flags;
  if (record !== undefined && replay !== undefined) {
    throw new UsageError('cli/record-and-replay', '--record and --replay exclude each other', 'give one of them');
  }
  if (record !== undefined) return openRecorder(record, flags.redact ?? [], runs);
  if (flags.redact !== undefined) throw new UsageError('cli/bad-flag', '--redact goes with --record');
  if (replay !== undefined) return openReplay(replay, runs);
  return { host: runs.host, missed: [], starts: () => undefined, close: async () => undefined };
}

function openRecorder(
  file: string,
  patterns: readonly string[],
  { host, pipeline, secrets }: RecordedRuns,
): RunRecording {
  const clean = redaction(patterns, secrets);
  const runIds = new Set<string>();
  const stream = createWriteStream(file, { mode: 0o600 });
  const done = finished(stream);
  // Reported when it is closed.
  done.catch(() => undefined);
  const write = (entry: RecordedEntry): void => void stream.write(`${JSON.stringify(clean.redact(entry))}\n`);
  stream.write(`${JSON.stringify({ type: 'recording', schema: version, pipeline, redact: patterns })}\n`);
  return {
    host: uncached(recordHost(host, { keys: recordingKeys(clean, runIds), write })),
    missed: [],
    starts: (runId) => void runIds.add(runId),
    async close() {
      stream.end();
      await done.catch((error: Error) => {
        throw new UsageError('cli/cannot-write', `cannot write ${file}: ${error.message}`);
      });
    },
  };
}

const version = 'sluice/recording/v1';

function openReplay(file: string, { host, secrets }: RecordedRuns): RunRecording {
  const { head, entries } = readRecording(file);
  const runIds = new Set<string>();
  const missed: Failure[] = [];
  const keys = recordingKeys(redaction(head.redact, secrets), runIds);
  return {
    host: uncached(replayHost(host, { keys, entries, missed: (failure) => void missed.push(failure) })),
    missed,
    starts: (runId) => void runIds.add(runId),
    close: async () => undefined,
  };
}

/** An answer that was cached is neither recorded nor replayed. */
function uncached(host: Host): Host {
  const { cache } = host;
  return {
    ...host,
    cache: {
      get: async () => undefined,
      set: async () => undefined,
      stats: () => cache.stats(),
      prune: (before) => cache.prune(before),
    },
  };
}

function readRecording(file: string): { readonly head: RecordingHead; readonly entries: readonly RecordedEntry[] } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError('cli/no-file', `cannot read ${file}`);
  }
  const entries = text
    .split('\n')
    .flatMap((line, index) => (line === '' ? [] : [readLine(line, `${file}:${index + 1}`)]));
  const [head] = entries;
  if (head?.type === 'recording' && head.schema === version) return { head, entries };
  throw new UsageError(
    'cli/no-recording',
    `${file} is not a recording of a run`,
    'sluice run ... --record FILE writes one',
  );
}

function readLine(line: string, place: string): RecordedEntry {
  try {
    return JSON.parse(line) as RecordedEntry;
  } catch {
    throw new UsageError('cli/no-recording', `${place} is not JSON`);
  }
}
