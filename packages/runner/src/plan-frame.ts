import type { AbortSignalLike, JsonObject, Plan, StepState } from '@sluice/core';
import type { Budget } from './budget/budget.ts';
import { hardBudget } from './budget/hard-budget.ts';
import type { BlockFrame } from './frames.ts';
import { spentBefore } from './resume/spent-before.ts';
import type { Session } from './session.ts';

export interface PlanStart {
  readonly inputs: JsonObject;
  readonly signal: AbortSignalLike;
  /** Of what the plan runs in. */
  readonly budgets: readonly Budget[];
  /** What earlier processes did of it. */
  readonly recorded: Iterable<StepState>;
}

/** Where a plan's own steps run. */
export function planFrame(
  session: Session,
  plan: Plan,
  { inputs, signal, budgets, recorded }: PlanStart,
): Omit<BlockFrame, 'tally' | 'prefix' | 'owner' | 'begin'> {
  const { job, host } = session;
  const limited = plan.budget.usd !== undefined || plan.budget.tokens !== undefined;
  return {
    session,
    plan,
    models: { ...job.aliases, ...plan.models, ...job.models },
    budgets: limited ? [hardBudget(plan.budget, host.clock, spentBefore(recorded)), ...budgets] : budgets,
    scope: { inputs, steps: {}, run: session.run, locals: {} },
    name: '',
    signal,
  };
}
