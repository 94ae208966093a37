import type { AbortSignalLike, FailureError } from '@sluice/core';
import { cancelledBy, toolFailure } from '../failure/tool-failure.ts';
import { failureOfError, threadEnded, timedOut } from './module-failure.ts';
import type { ModuleReply } from './module-message.ts';
import { ModuleThread } from './module-thread.ts';

/**
 * Spreads calls over threads that are kept. A thread that dies or hangs condemns the call it held alone;
 * where it held several, nobody can tell which one it was, and each is made again with a thread to itself.
 */
export class ModulePool {
  readonly #options: PoolOptions;
  readonly #threads = new Set<ModuleThread<PoolCall>>();
  readonly #queue: PoolCall[] = [];
  /** Calls that were in a thread that died, among others: each gets a thread to itself, apart from the rest. */
  readonly #suspects: PoolCall[] = [];
  readonly #quarantine = new Set<ModuleThread<PoolCall>>();
  #lastId = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** JSON text in, JSON text out. */
  run(request: PoolRequest, signal: AbortSignalLike): Promise<string> {
    if (signal.aborted) return Promise.reject(cancelledBy(signal));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const onAbort = (): void => this.#cancel(call, signal);
      const settle = (): void => {
        clearTimeout(call.timer);
        signal.removeEventListener('abort', onAbort);
      };
      const call: PoolCall = { ...request, id, timer: undefined, resolve, reject, settle };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#queue.push(call);
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const threads = [...this.#threads, ...this.#quarantine];
    this.#threads.clear();
    this.#quarantine.clear();
    const calls = [
      ...this.#queue.splice(0),
      ...this.#suspects.splice(0),
      ...threads.flatMap((thread) => [...thread.calls.values()]),
    ];
    const detail = 'the call was cancelled: modules were closed';
    for (const call of calls)
      fail(call, toolFailure({ type: 'cancelled', code: 'module/closed', title: 'cancelled', detail }));
    await Promise.all(threads.map((thread) => thread.end()));
  }

  #dispatch(): void {
    if (this.#closed) return;
    this.#place(this.#queue, this.#threads);
    this.#place(this.#suspects, this.#quarantine);
    if (this.#suspects.length > 0) return;
    for (const thread of this.#quarantine) {
      if (thread.calls.size > 0) continue;
      this.#quarantine.delete(thread);
      void thread.end();
    }
  }

  #place(queue: PoolCall[], threads: Set<ModuleThread<PoolCall>>): void {
    const alone = threads === this.#quarantine;
    while (queue.length > 0) {
      const thread = threads.values().find((each) => each.canTake(alone)) ?? this.#start(threads);
      const call = thread === undefined ? undefined : queue.shift();
      if (thread === undefined || call === undefined) return;
      call.timer = setTimeout(() => this.#expire(call, thread), this.#options.timeoutMs);
      thread.send(call);
    }
  }

  #start(threads: Set<ModuleThread<PoolCall>>): ModuleThread<PoolCall> | undefined {
    if (threads.size >= this.#options.threads) return undefined;
    const { root, memoryMb } = this.#options;
    const thread = new ModuleThread<PoolCall>({
      root,
      memoryMb,
      onReply: (replied, reply) => this.#receive(replied, reply),
      onFree: () => this.#dispatch(),
      onEnd: (ended, end) => this.#drop(ended, (call) => threadEnded(call.label, end)),
    });
    threads.add(thread);
    return thread;
  }

  #receive(call: PoolCall, reply: Exclude<ModuleReply, { kind: 'abandoned' }>): void {
    if (reply.kind !== 'waiting') call.settle();
    if (reply.kind === 'output') call.resolve(reply.output);
    if (reply.kind === 'error') call.reject(failureOfError(call.label, reply.error));
  }

  #expire(call: PoolCall, thread: ModuleThread<PoolCall>): void {
    if (thread.isBlockedBy(call)) this.#kill(thread);
    else {
      const answered = (): void => fail(call, timedOut(call.label, this.#options.timeoutMs));
      thread.abandon(call, { answered, blocked: () => this.#kill(thread) });
    }
  }

  #cancel(call: PoolCall, signal: AbortSignalLike): void {
    fail(call, cancelledBy(signal));
    for (const queue of [this.#queue, this.#suspects]) {
      const queued = queue.indexOf(call);
      if (queued >= 0) queue.splice(queued, 1);
    }
    const thread = [...this.#threads, ...this.#quarantine].find(({ calls }) => calls.get(call.id) === call);
    thread?.abandon(call, { answered() {}, blocked: () => this.#kill(thread) });
  }

  #kill(thread: ModuleThread<PoolCall>): void {
    this.#drop(thread, (call) => timedOut(call.label, this.#options.timeoutMs));
    void thread.end();
  }

  #drop(thread: ModuleThread<PoolCall>, failureOf: (call: PoolCall) => FailureError): void {
    this.#threads.delete(thread);
    this.#quarantine.delete(thread);
    const [first, ...others] = thread.calls.values();
    if (first !== undefined && others.length === 0) fail(first, failureOf(first));
    else if (first !== undefined) for (const call of [first, ...others]) this.#again(call);
    this.#dispatch();
  }

  #again(call: PoolCall): void {
    if (call.isSettled === true) return;
    clearTimeout(call.timer);
    this.#suspects.push(call);
  }
}

export interface PoolOptions {
  /** Absolute path of the project. */
  readonly root: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly threads: number;
}

export interface PoolRequest {
  readonly file: string;
  readonly name: string;
  readonly input: string;
  /** How failures name the module. */
  readonly label: string;
}

interface PoolCall extends PoolRequest {
  readonly id: number;
  timer: NodeJS.Timeout | undefined;
  isSettled?: boolean;
  resolve(output: string): void;
  reject(failure: FailureError): void;
  settle(): void;
}

function fail(call: PoolCall, failure: FailureError): void {
  call.isSettled = true;
  call.settle();
  call.reject(failure);
}
