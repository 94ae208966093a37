import { Worker } from 'node:worker_threads';
import { storeClosed } from '../run-faults.ts';
import { type StoreFault, toUsageError } from '../store-fault.ts';
import type { WriteOperation, WriteResult, WriterMessage, WriterOptions, WriterReply } from './write-operation.ts';

/**
 * Sends operations to the writer thread. While one batch is being committed the next one fills,
 * so that many callers share one fsync. The thread starts with the first operation and keeps no process alive.
 */
export class GroupWriter {
  readonly #options: WriterOptions;
  #thread: Worker | undefined;
  #queue: PendingWrite[] = [];
  #inFlight: PendingWrite[] = [];
  #flushScheduled = false;
  #refused: StoreFault | undefined;
  #closed: Promise<void> | undefined;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** Resolves with the number of rows changed when the operation is on disk. Earlier calls come first in the log. */
  submit(operation: WriteOperation): Promise<number> {
    if (this.#refused !== undefined) return Promise.reject(toUsageError(this.#refused));
    return new Promise((resolve, reject) => {
      this.#queue.push({ operation, resolve, reject });
      this.#scheduleFlush();
    });
  }

  /** Waits for everything submitted, then ends the thread. */
  close(): Promise<void> {
    this.#refused ??= storeClosed;
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async #end(): Promise<void> {
    // The last of the queue is settled after all before it.
    const last = this.#queue.at(-1) ?? this.#inFlight.at(-1);
    if (last !== undefined) await settled(last);
    const thread = this.#thread;
    if (thread === undefined) return;
    this.#thread = undefined;
    thread.ref();
    const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
    thread.postMessage({ kind: 'close' } satisfies WriterMessage);
    await ended;
  }

  #scheduleFlush(): void {
    if (this.#flushScheduled || this.#inFlight.length > 0) return;
    this.#flushScheduled = true;
    // Not a microtask: everything that this turn of the loop appends belongs into one batch.
    setImmediate(() => {
      this.#flushScheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#queue.length === 0) return;
    const count = batchLength(this.#queue);
    this.#inFlight = count === this.#queue.length ? this.#queue : this.#queue.slice(0, count);
    this.#queue = count === this.#queue.length ? [] : this.#queue.slice(count);
    this.#thread ??= this.#start();
    this.#thread.ref();
    const message: WriterMessage = { kind: 'write', operations: this.#inFlight.map(({ operation }) => operation) };
    this.#thread.postMessage(message);
  }

  #start(): Worker {
    const thread = new Worker(threadEntry(), { workerData: this.#options, execArgv: [], env: {}, resourceLimits });
    thread.on('message', (reply: WriterReply) => this.#settle(reply));
    thread.on('error', (error) => this.#fail(error));
    thread.on('exit', () => this.#fail(undefined));
    return thread;
  }

  #settle(reply: WriterReply): void {
    const batch = this.#inFlight;
    this.#inFlight = [];
    if ('fault' in reply) for (const { reject } of batch) reject(toUsageError(reply.fault));
    else for (const [index, write] of batch.entries()) answer(write, reply.results[index]);
    if (this.#queue.length > 0) this.#scheduleFlush();
    else this.#thread?.unref();
  }

  #fail(error: unknown): void {
    const pending = [...this.#inFlight, ...this.#queue];
    if (this.#thread === undefined) return;
    this.#thread = undefined;
    const detail = error instanceof Error ? `: ${error.message}` : '';
    this.#refused = {
      code: 'store/writer-ended',
      message: `the writer of the store ${this.#options.file} ended unexpectedly${detail}`,
      hint: 'what was acknowledged before is kept; start the command again to resume',
    };
    this.#inFlight = [];
    this.#queue = [];
    for (const { reject } of pending) reject(toUsageError(this.#refused));
  }
}

// Texts pass through it and are gone: room for more garbage would only make the process larger.
const resourceLimits = { maxYoungGenerationSizeMb: 4 };

/** From source Node strips the types. */
function threadEntry(): URL {
  const fromSource = import.meta.url.endsWith('.ts');
  return fromSource ? new URL('./writer-thread.ts', import.meta.url) : new URL('./writer-thread.js', import.meta.url);
}

interface PendingWrite {
  readonly operation: WriteOperation;
  resolve(changed: number): void;
  reject(error: Error): void;
}

function answer({ resolve, reject }: PendingWrite, result: WriteResult | undefined): void {
  if (typeof result === 'number') resolve(result);
  else reject(toUsageError(result ?? { code: 'store/failed', message: 'the writer gave no answer' }));
}

function settled(write: PendingWrite): Promise<void> {
  return new Promise((done) => {
    const { resolve, reject } = write;
    write.resolve = (changed) => {
      resolve(changed);
      done();
    };
    write.reject = (error) => {
      reject(error);
      done();
    };
  });
}

/** How many from the front go into one transaction. */
function batchLength(queue: readonly PendingWrite[]): number {
  let characters = 0;
  for (const [index, { operation }] of queue.entries()) {
    characters += sizeOf(operation);
    if (characters > maxBatchCharacters) return index + 1;
  }
  return queue.length;
}

function sizeOf(operation: WriteOperation): number {
  if (operation.kind === 'append') return operation.texts.reduce((sum, text) => sum + text.length, 0);
  return operation.kind === 'cache-set' ? operation.value.length : 0;
}

// A queue of hundreds of megabytes must not become one transaction.
const maxBatchCharacters = 16_000_000;
