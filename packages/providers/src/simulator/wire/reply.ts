import type { JsonObject } from './json.ts';

/** A tool call of the simulated model. */
export interface SimulatedCall {
  readonly name: string;
  readonly arguments: JsonObject;
}

/** Why the simulated model stopped, before it is put into a vendor's words. */
export type Finish = 'stop' | 'length' | 'stop_sequence' | 'tool_calls' | 'refusal' | 'content_filter';

/** What the simulated model answers, before it is put into a vendor's words. */
export interface Reply {
  readonly text: string;
  readonly calls: readonly SimulatedCall[];
  /** The words of a refusal; only with `finish: 'refusal'`. */
  readonly refusal: string | undefined;
  readonly finish: Finish;
  /** The stop sequence that ended the text. */
  readonly stopSequence: string | undefined;
}

/** Token counts of one exchange, disjoint: each vendor's usage object adds them up by its own rules. */
export interface TokenCounts {
  /** Prompt tokens that were not read from a cache. */
  readonly fresh: number;
  readonly cached: number;
  /** Visible output. */
  readonly visible: number;
  readonly reasoning: number;
}
