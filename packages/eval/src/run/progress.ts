import type { CaseRecord } from '../records/case-record.ts';
import type { EvalProgress } from './eval-host.ts';

/** Counts what is done, for whoever watches. */
export class Progress {
  readonly #total: number;
  readonly #listener: ((progress: EvalProgress) => void) | undefined;
  readonly #success = new Map<string, { successes: number; samples: number }>();
  #done = 0;
  #inFlight = 0;
  #failed = 0;
  #spentUsd = 0;
  #lastFailure: string | undefined;

  constructor(total: number, listener: ((progress: EvalProgress) => void) | undefined) {
    this.#total = total;
    this.#listener = listener;
  }

  get isComplete(): boolean {
    return this.#done >= this.#total;
  }

  async track<T>(work: () => Promise<T>): Promise<T> {
    this.#inFlight += 1;
    try {
      return await work();
    } finally {
      this.#inFlight -= 1;
    }
  }

  end(record: CaseRecord): void {
    this.#done += 1;
    this.#spentUsd += record.spent_usd ?? 0;
    const success = this.#success.get(record.variant) ?? { successes: 0, samples: 0 };
    success.samples += 1;
    if (record.success === true) success.successes += 1;
    this.#success.set(record.variant, success);
    if (record.error) {
      this.#failed += 1;
      this.#lastFailure = `${record.case} (${record.variant}): ${record.error.type}: ${record.error.detail}`;
    }
    this.#listener?.(this.#snapshot());
  }

  #snapshot(): EvalProgress {
    return {
      done: this.#done,
      total: this.#total,
      inFlight: this.#inFlight,
      failed: this.#failed,
      spentUsd: this.#spentUsd,
      lastFailure: this.#lastFailure,
      success: Object.fromEntries(this.#success),
    };
  }
}
