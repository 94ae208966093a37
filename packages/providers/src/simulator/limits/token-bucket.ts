/** An allowance per minute that refills steadily up to a share of it. */
export class TokenBucket {
  readonly perMinute: number;
  readonly #capacity: number;
  #level: number;
  #readAt: number | undefined;

  constructor(perMinute: number, burst: number) {
    this.perMinute = perMinute;
    this.#capacity = perMinute * burst < 1 ? Math.min(1, perMinute) : perMinute * burst;
    this.#level = this.#capacity;
  }

  /** Milliseconds until the amount is there; 0: it is. What is more than the bucket can ever hold needs a full one. */
  waitFor(amount: number, now: number): number {
    this.#refill(now);
    const needed = Math.min(amount, this.#capacity);
    if (amount === 0 ? this.#level >= -rounding : this.#level >= needed - rounding) return 0;
    return this.perMinute === 0 ? 60_000 : wholeMs((needed - this.#level) / this.perMinute);
  }

  take(amount: number, now: number): void {
    this.#refill(now);
    this.#level -= amount;
  }

  read(now: number): { remaining: number; resetMs: number } {
    this.#refill(now);
    const missing = this.#capacity - this.#level;
    const resetMs = this.perMinute === 0 ? 60_000 : wholeMs(missing / this.perMinute);
    return { remaining: Math.max(0, Math.floor(this.#level)), resetMs };
  }

  #refill(now: number): void {
    const passed = now - (this.#readAt ?? now);
    this.#readAt = now;
    this.#level = Math.min(this.#capacity, this.#level + (passed / 60_000) * this.perMinute);
  }
}

/** Sums of parts of a millisecond's refill are off by less than this. */
const rounding = 1e-6;

/** Whole milliseconds of a number of minutes, up. */
function wholeMs(minutes: number): number {
  return Math.ceil(minutes * 60_000 - rounding);
}
