import { FailureError, isRetryable, type ModelResponse } from '@sluice/core';
import type { Fetch } from '../wire/fetch.ts';
import type { ReplayRecording } from './cassette-player.ts';
import type { Recording } from './recording.ts';

export interface CutReport {
  readonly cuts: number;
  /** Failures that another attempt may cure. */
  readonly failed: number;
  /** Cuts after the end of the answer. */
  readonly whole: number;
  /** Answers that are shorter than the recorded one, and failures of another kind. */
  readonly wrong: readonly string[];
}

/** Plays a recorded stream cut at so many places: each must be a failure to retry, or the whole answer. */
export async function cutStreams(
  recordings: readonly Recording[],
  cutsPerStream: number,
  replay: ReplayRecording,
): Promise<CutReport> {
  const counts = { cuts: 0, failed: 0, whole: 0 };
  const wrong: string[] = [];
  for (const recording of recordings) {
    const bytes = Buffer.from(recording.response.sse ?? '');
    const full = await play(recording, bytes, replay);
    for (let cut = 1; cut <= cutsPerStream; cut += 1) {
      // Spread over the stream by a step that is no multiple of any line's length.
      const at = Math.floor(bytes.length * ((cut * 0.618_033_988_75) % 1));
      const outcome = await play(recording, bytes.subarray(0, at), replay);
      counts.cuts += 1;
      if (outcome instanceof FailureError) counts.failed += 1;
      else counts.whole += 1;
      if (!isRight(full, outcome)) wrong.push(`${recording.id} at ${at}`);
    }
  }
  return { ...counts, wrong };
}

type Outcome = ModelResponse | FailureError;

function isRight(full: Outcome, outcome: Outcome): boolean {
  if (full instanceof FailureError) return outcome instanceof FailureError;
  if (outcome instanceof FailureError) return isRetryable(outcome.failure.type);
  const facts = ({ text, toolCalls, finish }: ModelResponse): string => JSON.stringify([text, toolCalls, finish]);
  return facts(full) === facts(outcome);
}

async function play(recording: Recording, bytes: Uint8Array, replay: ReplayRecording): Promise<Outcome> {
  const headers = { 'content-type': 'text/event-stream' };
  const fetch: Fetch = async () => new Response(Buffer.from(bytes), { headers });
  try {
    return await replay(recording, fetch);
  } catch (thrown) {
    if (thrown instanceof FailureError) return thrown;
    throw thrown;
  }
}
