import type { AbortSignalLike, Clock } from '@sluice/core';
import type { Amount, Budget, BudgetAsk, Refusal, Reservation } from './budget.ts';

export interface BudgetLimits {
  readonly usd?: number;
  readonly tokens?: number;
}

/** A budget of dollars, tokens or both. `spent` is what earlier processes of the same run used. */
export function hardBudget(limits: BudgetLimits, clock: Clock, spent: Amount = nothing): Budget {
  return new HardBudget(limits, clock, spent);
}

const nothing: Amount = { nanoUsd: 0, tokens: 0 };

class HardBudget implements Budget {
  readonly #limit: Amount;
  readonly #pricesMatter: boolean;
  readonly #clock: Clock;
  readonly #waiting: (() => void)[] = [];
  #spent: Amount;
  #reserved: Amount = nothing;
  #open = 0;

  constructor(limits: BudgetLimits, clock: Clock, spent: Amount) {
    this.#pricesMatter = limits.usd !== undefined;
    this.#limit = {
      nanoUsd: limits.usd === undefined ? Number.POSITIVE_INFINITY : Math.floor(limits.usd * 1e9),
      tokens: limits.tokens ?? Number.POSITIVE_INFINITY,
    };
    this.#clock = clock;
    this.#spent = spent;
  }

  get spent(): Amount {
    return this.#spent;
  }

  async reserve(ask: BudgetAsk, signal: AbortSignalLike): Promise<Reservation | Refusal> {
    if (this.#pricesMatter && ask.nanoUsd === undefined) return unknownPrice(ask);
    const started = this.#clock.now();
    for (;;) {
      signal.throwIfAborted();
      const granted = affordable(ask, minus(this.#limit, plus(this.#spent, this.#reserved)));
      // With nothing outstanding this is all there will ever be; otherwise others may yet leave more.
      if (granted >= ask.outputTokens || (this.#open === 0 && granted >= ask.minOutputTokens)) {
        return this.#grant(ask, Math.min(granted, ask.outputTokens), this.#clock.now() - started);
      }
      if (this.#open === 0) return exhausted(ask, minus(this.#limit, this.#spent));
      await this.#change(signal);
    }
  }

  #grant(ask: BudgetAsk, outputTokens: number, waitedMs: number): Reservation {
    const amount = worst(ask, outputTokens);
    this.#reserved = plus(this.#reserved, amount);
    this.#open += 1;
    let open = true;
    return {
      ok: true,
      outputTokens,
      waitedMs,
      settle: (actual) => {
        if (!open) return;
        open = false;
        this.#open -= 1;
        this.#reserved = this.#open === 0 ? nothing : minus(this.#reserved, amount);
        const { nanoUsd = amount.nanoUsd, tokens = amount.tokens } = actual;
        this.#spent = plus(this.#spent, { nanoUsd, tokens });
        for (const wake of this.#waiting.splice(0)) wake();
      },
    };
  }

  #change(signal: AbortSignalLike): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(wake), 1);
        reject(signal.reason);
      };
      const wake = (): void => {
        signal.removeEventListener('abort', stop);
        resolve();
      };
      this.#waiting.push(wake);
      signal.addEventListener('abort', stop, { once: true });
    });
  }
}

/** The most output tokens that `left` pays for after the input; below 0 when not even the input fits. */
function affordable(ask: BudgetAsk, left: Amount): number {
  const byTokens = left.tokens - ask.inputTokens;
  if (ask.nanoUsd === undefined) return byTokens;
  const input = ask.nanoUsd(ask.inputTokens, 0);
  if (input > left.nanoUsd) return -1;
  // A price is linear in the output: tiers go by the prompt.
  const perToken = (ask.nanoUsd(ask.inputTokens, 1_000_000) - input) / 1_000_000;
  const byMoney = perToken <= 0 ? Number.POSITIVE_INFINITY : Math.floor((left.nanoUsd - input) / perToken);
  const granted = Math.min(byTokens, byMoney, ask.outputTokens);
  // Prices are rounded to whole nano-dollars: the last token may not fit.
  return granted > 0 && ask.nanoUsd(ask.inputTokens, granted) > left.nanoUsd ? granted - 1 : granted;
}

function worst(ask: BudgetAsk, outputTokens: number): Amount {
  return {
    tokens: ask.inputTokens + outputTokens,
    nanoUsd: ask.nanoUsd === undefined ? 0 : ask.nanoUsd(ask.inputTokens, outputTokens),
  };
}

function plus(left: Amount, right: Amount): Amount {
  return { nanoUsd: left.nanoUsd + right.nanoUsd, tokens: left.tokens + right.tokens };
}

function minus(left: Amount, right: Amount): Amount {
  return { nanoUsd: left.nanoUsd - right.nanoUsd, tokens: left.tokens - right.tokens };
}

function unknownPrice(ask: BudgetAsk): Refusal {
  return {
    ok: false,
    why: 'unknown-price',
    detail: `there is no price for ${ask.model}, so nothing says that the call fits the budget`,
  };
}

function exhausted(ask: BudgetAsk, left: Amount): Refusal {
  const need = worst(ask, ask.minOutputTokens);
  const money = ask.nanoUsd === undefined || left.nanoUsd === Number.POSITIVE_INFINITY;
  const [needed, remains] = money
    ? [`${need.tokens} tokens`, `${Math.max(0, left.tokens)} tokens`]
    : [`$${(need.nanoUsd / 1e9).toFixed(6)}`, `$${(Math.max(0, left.nanoUsd) / 1e9).toFixed(6)}`];
  return {
    ok: false,
    why: 'exhausted',
    detail: `a call to ${ask.model} may need ${needed} (${need.tokens} tokens); ${remains} of the budget are left`,
  };
}
