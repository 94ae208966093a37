import type { Json } from '@sluice/core';

/**
 * One HTTP exchange as a line of a recording. The members are those of the neutral form in which real traffic of
 * vendors is collected; to make a fixture of a line, add what is `expected` of it.
 */
export interface RecordedExchange {
  readonly id: string;
  /** A guess from the host: the vendor, a gateway of the table, or `custom`. */
  readonly provider: string;
  /** `chat_completions`, `responses`, `messages`, ...; `other:PATH` where it is none that adapters call. */
  readonly endpoint: string;
  /** Whether the answer was an event stream. */
  readonly stream: boolean;
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
}

export interface RecordedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly host: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** The value of a JSON body, the text of another, `null` without one. */
  readonly body: Json;
}

export interface RecordedResponse {
  /** Absent where no answer came. */
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The value of a JSON body. */
  readonly body?: Json;
  /** The text of an event stream, as it came. */
  readonly sse?: string;
  /** A body that is neither, or whose numbers JSON values cannot hold, as it came. */
  readonly text?: string;
  /** The connection broke, or the client ended the call, before the answer was whole. */
  readonly failure?: RecordedBreak;
}

export interface RecordedBreak {
  /** `ECONNRESET` and the like; `ABORTED` where the client ended it. */
  readonly code: string | null;
  readonly message: string;
}
