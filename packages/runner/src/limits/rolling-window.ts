/** An amount that counts for a minute from its start; it may be corrected meanwhile. */
export interface Counted {
  readonly at: number;
  amount: number;
}

const minuteMs = 60_000;

/** What was used in any 60 seconds, against a limit. Times in milliseconds. */
export class RollingWindow {
  readonly #limit: number;
  readonly #counted: Counted[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How long until so much more fits. More than the whole limit fits as soon as nothing else counts. */
  waitMs(amount: number, now: number): number {
    while (this.#counted[0] !== undefined && this.#counted[0].at <= now - minuteMs) this.#counted.shift();
    let left = this.#counted.reduce((sum, each) => sum + each.amount, 0);
    let freeAt = now;
    for (const each of this.#counted) {
      if (left + amount <= this.#limit) break;
      left -= each.amount;
      freeAt = each.at + minuteMs;
    }
    return freeAt - now;
  }

  count(amount: number, now: number): Counted {
    const counted = { at: now, amount };
    this.#counted.push(counted);
    return counted;
  }
}
