import { type Failure, FailureError, type Model } from '@sluice/core';
import type { Host } from '@sluice/runner';
import type { RecordedAnswer, RecordedEntry, RecordedToolAnswer } from './recorded-entry.ts';
import type { RecordingKeys } from './recording-key.ts';

export interface Replay {
  readonly keys: RecordingKeys;
  readonly entries: readonly RecordedEntry[];
  /** Told of each call that the recording does not hold. */
  missed(failure: Failure): void;
}

/** The same host, whose models and tools answer from a recording and from nothing else. */
export function replayHost(host: Host, replay: Replay): Host {
  const answers = queues(replay.entries);
  return {
    ...host,
    // With full jitter, recorded failures are tried again at once.
    random: () => 0,
    providers: { resolve: async (reference) => replayedModel(reference, replay, answers) },
    tools: replayedTools(replay, answers),
  };
}

type Answer = RecordedAnswer | RecordedToolAnswer;

interface Queues {
  next(type: Answer['type'], path: string, key: string): Answer | undefined;
}

/** Answers in the order recorded, for each kind, step and question. */
function queues(entries: readonly RecordedEntry[]): Queues {
  const waiting = new Map<string, Answer[]>();
  for (const entry of entries) {
    if (!('key' in entry)) continue;
    const name = nameOf(entry.type, entry.path, entry.key);
    const queue = waiting.get(name);
    if (queue === undefined) waiting.set(name, [entry]);
    else queue.push(entry);
  }
  return {
    next: (type, path, key) => waiting.get(nameOf(type, path, key))?.shift(),
  };
}

function nameOf(type: string, path: string, key: string): string {
  return `${type} ${path} ${key}`;
}

function replayedModel(reference: string, replay: Replay, answers: Queues): Model {
  const known = replay.entries.find((entry) => entry.type === 'model' && entry.reference === reference);
  if (known?.type !== 'model') throw unrecorded(replay, `the model ${reference} was not called when it was recorded`);
  if (known.failure !== undefined) throw new FailureError(known.failure);
  const id = known.id ?? reference;
  return {
    id,
    ...(known.recorded === undefined ? {} : { recorded: known.recorded }),
    unsupported(request) {
      const found = answers.next('model-lacks', request.origin.path ?? '', replay.keys.ofRequest(id, request));
      return (found as RecordedAnswer | undefined)?.lacking ?? [];
    },
    async generate(request, { signal, onDelta }) {
      signal.throwIfAborted();
      const path = request.origin.path ?? '';
      const found = answers.next('model-answer', path, replay.keys.ofRequest(id, request)) as
        | RecordedAnswer
        | undefined;
      if (found === undefined) throw unrecorded(replay, `${path} asks ${id} something that was not recorded`);
      if (found.failure !== undefined) throw new FailureError(atOnce(found.failure));
      const { response } = found;
      if (response === undefined) throw unrecorded(replay, `the answer of ${id} for ${path} is damaged`);
      onDelta?.(response.text);
      return response;
    },
  };
}

function replayedTools(replay: Replay, answers: Queues): Host['tools'] {
  return {
    open: async ({ name }) => ({
      close: async () => undefined,
      async methods() {
        const known = replay.entries.find((entry) => entry.type === 'tool-methods' && entry.tool === name);
        return known?.type === 'tool-methods' ? known.methods : [];
      },
      async call(call, { path = '' }) {
        const key = replay.keys.ofCall(name, call);
        const found = answers.next('tool-answer', path, key) as RecordedToolAnswer | undefined;
        if (found === undefined) throw unrecorded(replay, `${path} calls ${name} in a way that was not recorded`);
        if (found.failure !== undefined) throw new FailureError(atOnce(found.failure));
        return found.output ?? null;
      },
    }),
  };
}

/** Nobody waits for a limit that was met long ago. */
function atOnce({ retryAfterMs: _, ...failure }: Failure): Failure {
  return failure;
}

function unrecorded(replay: Replay, detail: string): FailureError {
  const failure: Failure = {
    type: 'invalid_request',
    title: 'Not in the recording',
    detail,
    hint: 'the pipeline, its inputs or its models have changed: record again with --record',
    code: 'replay/unrecorded-call',
    permanent: true,
  };
  replay.missed(failure);
  return new FailureError(failure);
}
