import type { StoreFault } from '../store-fault.ts';

/** One change, as sent to the writer thread: strings are JSON texts already, absent is `null`. */
export type WriteOperation =
  | {
      readonly kind: 'create';
      readonly id: string;
      readonly runKind: string;
      readonly name: string;
      readonly createdAt: number;
      readonly finishedAt: number | null;
      readonly status: string;
      readonly definition: string;
      readonly summary: string | null;
    }
  | {
      readonly kind: 'update';
      readonly runId: string;
      readonly status: string | null;
      readonly finishedAt: number | null;
      readonly summary: string | null;
    }
  | {
      readonly kind: 'append';
      readonly runId: string;
      readonly unit: string;
      /** Same length as `texts`. */
      readonly types: readonly string[];
      readonly texts: readonly string[];
    }
  | { readonly kind: 'remove'; readonly runId: string }
  | {
      readonly kind: 'cache-set';
      readonly key: string;
      readonly value: string;
      readonly storedAt: number;
      readonly expiresAt: number | null;
    }
  | { readonly kind: 'cache-prune'; readonly before: number | 'all' };

/** To the thread: operations for one durable commit, or the word to end. */
export type WriterMessage =
  | { readonly kind: 'write'; readonly operations: readonly WriteOperation[] }
  | { readonly kind: 'close' };

/** Rows changed, or why this one operation could not be; the others of its batch are not affected. */
export type WriteResult = number | StoreFault;

/** From the thread: a result for each operation, or the fault that undid the whole batch. */
export type WriterReply = { readonly results: readonly WriteResult[] } | { readonly fault: StoreFault };

export interface WriterOptions {
  readonly folder: string;
  readonly file: string;
  /** The database file does not grow beyond this many bytes; `undefined`: as far as the disk goes. */
  readonly maxBytes: number | undefined;
}
