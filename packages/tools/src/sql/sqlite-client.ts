import { type ChildProcess, fork } from 'node:child_process';
import type { AbortSignalLike, FailureError, Json } from '@sluice/core';
import { cancelledBy } from '../failure/tool-failure.ts';
import { freezeJson } from '../json/freeze-json.ts';
import type { SqlClient } from './sql-client.ts';
import { sqlFailed, sqlTimedOut, tooManyRows } from './sql-failure.ts';
import { boundValue, type SqlQuery, type SqlResult } from './sql-query.ts';
import type { SqliteReply, SqliteRequest, SqliteSetup } from './sqlite-message.ts';

export interface SqliteClientOptions extends SqliteSetup {
  readonly timeoutMs: number;
}

/**
 * A SQLite file in a child process. A thread would not do: SQLite has no way to stop a statement from outside here,
 * and a thread that is inside of one can be neither ended nor left behind.
 */
export class SqliteClient implements SqlClient {
  readonly #options: SqliteClientOptions;
  readonly #queue: PendingQuery[] = [];
  #current: PendingQuery | undefined;
  #child: ChildProcess | undefined;

  constructor(options: SqliteClientOptions) {
    this.#options = options;
  }

  query({ text, params }: SqlQuery, signal: AbortSignalLike): Promise<SqlResult> {
    if (signal.aborted) return Promise.reject(cancelledBy(signal));
    const bound = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, boundValue(value)]));
    return new Promise((resolve, reject) => {
      const onAbort = (): void => this.#abandon(pending, cancelledBy(signal));
      const timer = setTimeout(
        () => this.#abandon(pending, sqlTimedOut(this.#options.timeoutMs)),
        this.#options.timeoutMs,
      );
      const settle = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
      };
      const pending: PendingQuery = { request: { text, params: bound }, resolve, reject, settle };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#queue.push(pending);
      this.#next();
    });
  }

  async close(): Promise<void> {
    const failure = sqlFailed('sql/closed', 'the tool was closed', 'cancelled');
    for (const pending of this.#queue.splice(0)) fail(pending, failure);
    if (this.#current !== undefined) this.#abandon(this.#current, failure);
    this.#kill();
  }

  #next(): void {
    if (this.#current !== undefined) return;
    this.#current = this.#queue.shift();
    if (this.#current === undefined) {
      // Idle: the process that forgets to close the tool can still end.
      this.#child?.channel?.unref();
      this.#child?.unref();
      return;
    }
    this.#child ??= this.#start();
    this.#child.ref();
    this.#child.channel?.ref();
    this.#child.send(this.#current.request);
  }

  #start(): ChildProcess {
    const child = fork(processEntry(), [], {
      execArgv: [],
      env: { NODE_NO_WARNINGS: '1' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const { file, readOnly, maxRows } = this.#options;
    child.send({ file, readOnly, maxRows } satisfies SqliteSetup);
    child.on('message', (reply: SqliteReply) => this.#receive(reply));
    child.on('error', (error) => this.#lose(child, error.message));
    child.on('exit', (code, signal) => this.#lose(child, `its process ended with ${signal ?? code}`));
    return child;
  }

  #receive(reply: SqliteReply): void {
    const pending = this.#current;
    this.#current = undefined;
    if (pending !== undefined) this.#answer(pending, reply);
    this.#next();
  }

  #answer(pending: PendingQuery, reply: SqliteReply): void {
    if (reply.kind === 'too-many-rows') fail(pending, tooManyRows(this.#options.maxRows));
    else if (reply.kind === 'error')
      fail(pending, sqlFailed(reply.code, reply.message, reply.code === 'sql/busy' ? 'overloaded' : 'tool'));
    else {
      pending.settle();
      const rows = freezeJson(reply.rows as Json) as SqlResult['rows'];
      pending.resolve({ rows, changes: reply.changes });
    }
  }

  #abandon(pending: PendingQuery, failure: FailureError): void {
    fail(pending, failure);
    const queued = this.#queue.indexOf(pending);
    if (queued >= 0) this.#queue.splice(queued, 1);
    if (this.#current !== pending) return;
    this.#current = undefined;
    this.#kill();
    this.#next();
  }

  #kill(): void {
    const child = this.#child;
    this.#child = undefined;
    child?.removeAllListeners();
    // What a killed statement had changed is rolled back by SQLite's journal.
    child?.kill('SIGKILL');
  }

  #lose(child: ChildProcess, message: string): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    const pending = this.#current;
    this.#current = undefined;
    if (pending !== undefined) fail(pending, sqlFailed('sql/process-ended', message));
    this.#next();
  }
}

/** From source Node strips the types. */
function processEntry(): URL {
  const fromSource = import.meta.url.endsWith('.ts');
  return fromSource ? new URL('./sqlite-process.ts', import.meta.url) : new URL('./sqlite-process.js', import.meta.url);
}

interface PendingQuery {
  readonly request: SqliteRequest;
  resolve(result: SqlResult): void;
  reject(failure: FailureError): void;
  settle(): void;
}

function fail(pending: PendingQuery, failure: FailureError): void {
  pending.settle();
  pending.reject(failure);
}
