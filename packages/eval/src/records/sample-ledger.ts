import { CodeColumn } from './number-column.ts';

const open = 0;
const done = 1;
const again = 2;

/** Which samples of a run are done: a byte each. */
export class SampleLedger {
  readonly #places: ReadonlyMap<string, number>;
  readonly #repeat: number;
  readonly #state = new CodeColumn();

  constructor(variants: readonly string[], repeat: number) {
    this.#places = new Map(variants.map((name, place) => [name, place]));
    this.#repeat = repeat;
  }

  isDone(sample: LedgerSample): boolean {
    return this.#state.get(this.#index(sample)) === done;
  }

  /** Whether an earlier end of this sample does not count. */
  isAgain(sample: LedgerSample): boolean {
    return this.#state.get(this.#index(sample)) === again;
  }

  markDone(sample: LedgerSample): void {
    this.#state.set(this.#index(sample), done);
  }

  markAgain(sample: LedgerSample): void {
    this.#state.set(this.#index(sample), again);
  }

  /** Whether it was open before. */
  isOpen(sample: LedgerSample): boolean {
    return this.#state.get(this.#index(sample)) === open;
  }

  #index({ variant, row, repeat }: LedgerSample): number {
    return (row * this.#places.size + (this.#places.get(variant) ?? 0)) * this.#repeat + repeat;
  }
}

export interface LedgerSample {
  readonly variant: string;
  readonly row: number;
  readonly repeat: number;
}
