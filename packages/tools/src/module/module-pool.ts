import type { AbortSignalLike, FailureError } from '@sluice/core';
import { cancelledBy, toolFailure } from '../failure/tool-failure.ts';
import { failureOfError, type ThreadEnd, threadEnded, timedOut } from './module-failure.ts';
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
      const call: PoolCall = { ...request, id, alone: false, timer: undefined, resolve, reject, settle };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#queue.push(call);
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const threads = [...this.#threads];
    this.#threads.clear();
    const calls = [...this.#queue.splice(0), ...threads.flatMap((thread) => [...thread.calls.values()])];
    const detail = 'the call was cancelled: modules were closed';
    for (const call of calls)
      fail(call, toolFailure({ type: 'cancelled', code: 'module/closed', title: 'cancelled', detail }));
    await Promise.all(threads.map((thread) => thread.end()));
  }

  #dispatch(): void {
    for (let index = 0; index < this.#queue.length && !this.#closed; ) {
      const call = this.#queue[index];
      const thread = call === undefined ? undefined : this.#threadFor(call);
      // A call that needs a thread to itself must not hold up the others.
      if (thread === undefined && call?.alone !== true) return;
      if (call === undefined || thread === undefined) index += 1;
      else {
        this.#queue.splice(index, 1);
        call.timer = setTimeout(() => this.#expire(call, thread), this.#options.timeoutMs);
        thread.send(call);
      }
    }
  }

  #threadFor(call: PoolCall): ModuleThread<PoolCall> | undefined {
    for (const thread of this.#threads) if (thread.canTake(call)) return thread;
    if (this.#threads.size >= this.#options.threads) return undefined;
    const { root, memoryMb } = this.#options;
    const thread = new ModuleThread<PoolCall>({
      root,
      memoryMb,
      onReply: (replied, reply) => this.#receive(replied, reply),
      onEnd: (ended, end) => this.#replace(ended, end),
    });
    this.#threads.add(thread);
    return thread;
  }

  #receive(call: PoolCall, reply: Exclude<ModuleReply, { kind: 'abandoned' }>): void {
    if (reply.kind !== 'waiting') call.settle();
    if (reply.kind === 'output') call.resolve(reply.output);
    if (reply.kind === 'error') call.reject(failureOfError(call.label, reply.error));
    // After the thread has noted the reply too.
    queueMicrotask(() => this.#dispatch());
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
    const queued = this.#queue.indexOf(call);
    if (queued >= 0) this.#queue.splice(queued, 1);
    const thread = [...this.#threads].find(({ calls }) => calls.get(call.id) === call);
    thread?.abandon(call, { answered: () => this.#dispatch(), blocked: () => this.#kill(thread) });
  }

  #kill(thread: ModuleThread<PoolCall>): void {
    this.#drop(thread, (call) => timedOut(call.label, this.#options.timeoutMs));
    void thread.end();
  }

  #replace(thread: ModuleThread<PoolCall>, end: ThreadEnd): void {
    this.#drop(thread, (call) => threadEnded(call.label, end));
  }

  #drop(thread: ModuleThread<PoolCall>, failureOf: (call: PoolCall) => FailureError): void {
    this.#threads.delete(thread);
    const [first, ...others] = thread.calls.values();
    if (first !== undefined && others.length === 0) fail(first, failureOf(first));
    else if (first !== undefined) for (const call of [first, ...others]) this.#again(call);
    this.#dispatch();
  }

  #again(call: PoolCall): void {
    if (call.isSettled === true) return;
    clearTimeout(call.timer);
    call.alone = true;
    this.#queue.push(call);
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
  alone: boolean;
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
