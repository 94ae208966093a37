import type { AbortSignalLike } from '@sluice/core';
import { FailureError, type Model, type ModelRequest, noUsage } from '@sluice/core';
import type { Host } from '../host.ts';
import type { Budget, BudgetAsk, Charge, Reservation } from './budget.ts';
import { guessInputTokens } from './guess-input-tokens.ts';

export interface CallReservation {
  /** The request, with a limit on its output where it had none. */
  readonly request: ModelRequest;
  /** Whether that limit is below what the model would otherwise be given. */
  readonly narrowed: boolean;
  readonly waitedMs: number;
  settle(actual: Charge): void;
}

export interface BudgetedCall {
  readonly model: Model;
  readonly request: ModelRequest;
  readonly budgets: readonly Budget[];
  readonly signal: AbortSignalLike;
}

/** Output allowed to a call that sets no `max_tokens` while a budget is in force: the cap must be a real one. */
const usualOutputTokens = 8192;
/** Fewer are of no use to anyone. */
const leastOutputTokens = 256;

/** Reserves the worst case of a call in every budget, innermost first. Throws `budget`. Recordings are free. */
export async function reserveCall(call: BudgetedCall, host: Host): Promise<CallReservation | undefined> {
  const { model, request, budgets, signal } = call;
  if (budgets.length === 0 || model.recorded === true) return undefined;
  const held: Reservation[] = [];
  const settle = (actual: Charge): void => {
    for (const reservation of held) reservation.settle(actual);
  };
  let ask = askFor(model, request, host);
  let waitedMs = 0;
  const wanted = ask.outputTokens;
  try {
    for (const budget of budgets) {
      const reservation = await budget.reserve(ask, signal);
      if (!reservation.ok) throw refused(reservation.why, reservation.detail);
      held.push(reservation);
      waitedMs += reservation.waitedMs;
      ask = { ...ask, outputTokens: reservation.outputTokens };
    }
  } catch (error) {
    settle({ nanoUsd: 0, tokens: 0 });
    throw error;
  }
  const params = { ...request.params, maxTokens: ask.outputTokens };
  return { request: { ...request, params }, narrowed: ask.outputTokens < wanted, waitedMs, settle };
}

function askFor(model: Model, request: ModelRequest, host: Host): BudgetAsk {
  const now = host.clock.now();
  const inputTokens = host.estimateInputTokens?.(request, model.id) ?? guessInputTokens(request);
  const { maxTokens, reasoning } = request.params;
  const usual = usualOutputTokens + (reasoning?.budgetTokens ?? 0);
  const outputTokens = maxTokens ?? Math.min(usual, host.prices.find(model.id, now)?.maxOutput ?? Infinity);
  const nanoUsd = (input: number, output: number): number | undefined => {
    // Some vendors write to their cache unasked, at a higher rate.
    const plain = host.prices.cost(model.id, { ...noUsage, input, output }, now);
    const written = host.prices.cost(model.id, { ...noUsage, cacheWrite1h: input, output }, now);
    if (!plain.known) return undefined;
    return written.known ? Math.max(plain.nanoUsd, written.nanoUsd) : plain.nanoUsd;
  };
  const known = nanoUsd(inputTokens, outputTokens) !== undefined;
  return {
    model: model.id,
    inputTokens,
    outputTokens,
    minOutputTokens: maxTokens ?? Math.min(leastOutputTokens, outputTokens),
    nanoUsd: known ? (input, output) => nanoUsd(input, output) ?? 0 : undefined,
  };
}

function refused(why: 'exhausted' | 'unknown-price', detail: string): FailureError {
  return new FailureError({
    type: 'budget',
    title: why === 'exhausted' ? 'The budget does not allow this call' : 'The call cannot be priced',
    detail,
    hint:
      why === 'exhausted'
        ? 'raise the budget, or lower params.max_tokens'
        : 'give the model a price in the configuration, or set the budget in tokens',
    code: `budget/${why}`,
  });
}
