import { Worker } from 'node:worker_threads';
import type { ThreadEnd } from './module-failure.ts';
import type { ModuleReply, ModuleRequest } from './module-message.ts';

/** One worker thread. It runs one function at a time, and holds any number of calls that wait for something. */
export class ModuleThread<Call extends ThreadCall> {
  /** What it was given and has not answered. */
  readonly calls: Map<number, Call> = new Map();
  readonly #worker: Worker;
  readonly #questions = new Map<number, Question>();
  /** The call whose function has the thread, as far as is known. */
  #busyWith: number | undefined;
  #ended = false;

  constructor({ root, memoryMb, onReply, onFree, onEnd }: ThreadOptions<Call>) {
    const resourceLimits = { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: youngMb };
    // No environment: what a module may know comes in as its input. What it prints is not ours to print.
    const env = { NODE_NO_WARNINGS: '1' };
    this.#worker = new Worker(threadEntry(), {
      workerData: { root },
      resourceLimits,
      env,
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    this.#worker.stdout.resume();
    this.#worker.stderr.resume();
    const end = (outOfMemory: boolean, message: string): void => {
      if (this.#ended) return;
      this.#stop();
      onEnd(this, { outOfMemory, message, memoryMb });
    };
    this.#worker.on('message', (reply: ModuleReply) => {
      this.#receive(reply, onReply);
      onFree();
    });
    this.#worker.on('error', (error: Error & { code?: string }) => {
      end(error.code === 'ERR_WORKER_OUT_OF_MEMORY', `an error outside of any call: ${error.message}`);
    });
    this.#worker.on('exit', (code) => end(false, `the thread was ended with code ${code}`));
    this.#worker.unref();
  }

  /** `alone`: only when nothing else is in the thread. */
  canTake(alone: boolean): boolean {
    if (this.#ended || this.#busyWith !== undefined || this.#questions.size > 0) return false;
    return !alone || this.calls.size === 0;
  }

  send(call: Call): void {
    this.calls.set(call.id, call);
    this.#busyWith = call.id;
    this.#worker.ref();
    const { id, file, name, input } = call;
    this.#worker.postMessage({ kind: 'call', id, file, name, input } satisfies ModuleRequest);
  }

  /** Whether this call's function has had the thread since it was sent, and no other is in the thread. */
  isBlockedBy(call: Call): boolean {
    return this.#busyWith === call.id && this.calls.size === 1;
  }

  /** Tells the function that nobody waits for it. A thread that does not answer is blocked. */
  abandon(call: Call, { answered, blocked }: { answered(): void; blocked(): void }): void {
    if (this.#questions.has(call.id)) return;
    this.#questions.set(call.id, { answered, timer: setTimeout(blocked, patienceMs) });
    this.#worker.postMessage({ kind: 'abandon', id: call.id } satisfies ModuleRequest);
  }

  async end(): Promise<void> {
    this.#stop();
    await this.#worker.terminate();
  }

  #receive(reply: ModuleReply, onReply: ThreadOptions<Call>['onReply']): void {
    const { kind, id } = reply;
    if (this.#busyWith === id) this.#busyWith = undefined;
    const call = this.calls.get(id);
    if (kind === 'abandoned') this.#settleQuestion(id);
    else if (call !== undefined) onReply(call, reply);
    if (kind !== 'waiting') this.calls.delete(id);
    if (this.calls.size === 0 && this.#questions.size === 0) this.#worker.unref();
  }

  #settleQuestion(id: number): void {
    const question = this.#questions.get(id);
    this.#questions.delete(id);
    clearTimeout(question?.timer);
    question?.answered();
  }

  #stop(): void {
    this.#ended = true;
    for (const { timer } of this.#questions.values()) clearTimeout(timer);
    this.#questions.clear();
  }
}

/** From source Node strips the types. */
function threadEntry(): URL {
  const fromSource = import.meta.url.endsWith('.ts');
  return fromSource ? new URL('./module-worker.ts', import.meta.url) : new URL('./module-worker.js', import.meta.url);
}

export interface ThreadCall {
  readonly id: number;
  /** Absolute path. */
  readonly file: string;
  readonly name: string;
  /** JSON text. */
  readonly input: string;
}

export interface ThreadOptions<Call extends ThreadCall> {
  readonly root: string;
  readonly memoryMb: number;
  onReply(call: Call, reply: Exclude<ModuleReply, { kind: 'abandoned' }>): void;
  /** After every reply: the thread may be able to take another call. */
  onFree(): void;
  /** The thread ended though nobody asked it to. */
  onEnd(thread: ModuleThread<Call>, end: ThreadEnd): void;
}

interface Question {
  readonly timer: NodeJS.Timeout;
  answered(): void;
}

/** How long a thread that is not blocked may take to answer. */
const patienceMs = 1000;

const youngMb = 48;
