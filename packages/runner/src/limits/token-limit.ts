import type { TokenGuess } from './limits.ts';
import { type Counted, RollingWindow } from './rolling-window.ts';

/** Output of a first call that sets no maximum. */
const firstGuess = 500;

/** Tokens in any 60 seconds: estimated before a call, corrected by what the provider reports. */
export class TokenLimit {
  readonly #window: RollingWindow;
  #outputs = 0;
  #answers = 0;

  constructor(perMinute: number) {
    this.#window = new RollingWindow(perMinute);
  }

  /** The input, and the mean output so far up to the call's own maximum. */
  estimate({ input, maxOutput = Number.POSITIVE_INFINITY }: TokenGuess): number {
    const usual = this.#answers === 0 ? firstGuess : Math.ceil(this.#outputs / this.#answers);
    return input + Math.min(usual, maxOutput);
  }

  waitMs(guess: TokenGuess, now: number): number {
    return this.#window.waitMs(this.estimate(guess), now);
  }

  count(guess: TokenGuess, now: number): Counted {
    return this.#window.count(this.estimate(guess), now);
  }

  correct(counted: Counted, { input, output }: { readonly input: number; readonly output: number }): void {
    counted.amount = input + output;
    this.#outputs += output;
    this.#answers += 1;
  }
}
