/** Runs at most `size` tasks at once; whoever adds one waits until it has started. */
export class Pool {
  readonly #size: number;
  readonly #running = new Set<Promise<void>>();

  constructor(size: number) {
    this.#size = size;
  }

  get running(): number {
    return this.#running.size;
  }

  /** The task must handle its own errors. */
  async start(task: () => Promise<void>): Promise<void> {
    while (this.#running.size >= this.#size) await Promise.race(this.#running);
    const promise: Promise<void> = task().finally(() => this.#running.delete(promise));
    this.#running.add(promise);
  }

  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
